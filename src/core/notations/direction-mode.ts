export type DirectionMode = 'as-told' | 'from-client' | 'from-server';
