/**
 * A statement about a program, a platform or a browser, with everything needed to check it again.
 */

/** How the statement was checked on `readOn`. */
export type Verification =
  /** Read in the vendor's or project's own document, or in a copy of it. */
  | 'document'
  /** Read in a standard. */
  | 'standard'
  /** Read in a file of the project's repository. */
  | 'repository'
  /** Observed with the programs that `of` names. */
  | 'measurement'
  /** Published by somebody who measured it, read in their text. */
  | 'publication';

export type FactUnit =
  | 's'
  /** As the source writes it, without saying whether that is 1,000 or 1,024 bytes. */
  | 'KB'
  | 'KiB'
  | 'connections'
  | 'per s'
  | 'USD per million'
  | 'times'
  | 'cases'
  | 'mW'
  | 'J';

export type FactSource = {
  readonly name: string;
  readonly url: string;
};

export type Fact = {
  /** The program, platform, browser or standard. */
  readonly of: string;
  /** Null if the fact isn’t a quantity. */
  readonly quantity: { readonly value: number; readonly unit: FactUnit } | null;
  /** What the quantity limits, or what the fact is about: a noun phrase. */
  readonly about: string;
  /** The fact in a sentence. */
  readonly states: string;
  readonly source: FactSource;
  /** The day on which the source was read, or the measurement made: "2026-11-28". */
  readonly readOn: string;
  readonly verification: Verification;
};

/** Facts by id: `satisfies` keeps the ids. */
export type FactTable = Readonly<Record<string, Fact>>;
