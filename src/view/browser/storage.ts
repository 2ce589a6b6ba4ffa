/** What the site remembers on this device, as JSON under a name. */
export type DeviceStorage = {
  /** The value as it was written, or undefined. Anybody may have edited it: check before use. */
  read(name: string): unknown;
  write(name: string, value: unknown): void;
};

/** The number goes up when a stored form changes and the old one is better forgotten. */
const PREFIX = 'ws101:1:';

/**
 * Storage in the browser. It never throws: with cookies blocked even naming localStorage does, and
 * a full or a private one refuses to write. Then the site remembers nothing, and works.
 */
export function openStorage(getArea: () => Storage = () => localStorage): DeviceStorage {
  return {
    read(name) {
      try {
        const text = getArea().getItem(PREFIX + name);
        return text === null ? undefined : JSON.parse(text);
      } catch {
        return undefined;
      }
    },
    write(name, value) {
      try {
        getArea().setItem(PREFIX + name, JSON.stringify(value));
      } catch {
        // Nothing is lost but the memory of a preference.
      }
    },
  };
}
