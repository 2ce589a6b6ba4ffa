/** What the site stores on this device, as JSON by name. */
export type DeviceStorage = {
  /** The stored value, or undefined. Check it before use, because anything can edit it. */
  read(name: string): unknown;
  write(name: string, value: unknown): void;
};

/** Increase the number if a stored form changes and the old one can be discarded. */
const PREFIX = 'ws101:1:';

/**
 * Storage in the browser. It never throws, although localStorage does: on access if cookies are
 * blocked, and on write if it is full. Without storage the site works, but forgets.
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
        // Only a preference is lost.
      }
    },
  };
}
