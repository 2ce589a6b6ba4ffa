/**
 * Decode's page around its bench: the unit and the bits that are shown, and the address that leads
 * back to them.
 */

import type { Conversation } from '#core/conversation/conversation.ts';
import { findingRange, type Finding } from '#core/conversation/finding.ts';
import { partOfTrace, windowAround } from '#core/conversation/trace-part.ts';
import { nameUnits, type UnitName } from '#core/conversation/unit-name.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { EditedPlaces } from '#core/editing/edited-places.ts';
import { writePlain } from '#core/paste/assembly/plain-text.ts';
import type { Address } from '#core/sharing/address.ts';
import {
  decodeAddress,
  unitInQuery,
  withoutData,
  withUnit,
  type MissingUnit,
} from '#core/sharing/decode-address.ts';
import { lessonAddress, YOURS } from '#core/sharing/lesson-address.ts';
import type { Trace } from '#core/trace/trace.ts';
import { MadeBytes } from '#core/workbench/made-bytes.ts';
import { attempt, resultOf } from './attempt.ts';
import type { Navigation } from './navigation.svelte.ts';
import { Selection, type Place } from './selection.svelte.ts';
import type { Workbench } from './workbench.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

export type DecodeDeskOptions = {
  readonly bench: Workbench;
  readonly workspace: Workspace;
  readonly navigation: Navigation;
  /** Puts a link's bytes on the bench. Returns what in the link is unusable, in words, or null. */
  readonly openLink: (query: Address['query']) => string | null;
};

export class DecodeDesk {
  readonly bench: Workbench;
  readonly selection = new Selection();
  readonly #options: DecodeDeskOptions;
  #query: Address['query'];
  #linkProblem: string | null;
  /** Whether the bytes are those that the address was opened with. */
  #isAsOpened = $state(true);

  readonly #names = $derived.by(() => attempt(() => nameUnits(this.conversation.units)));
  readonly #places = $derived.by(() =>
    attempt(() => {
      const { original, conversation, edits } = this.bench.decoded;
      return new EditedPlaces(original, conversation.trace, edits);
    }),
  );
  readonly #made = $derived.by(() =>
    attempt(() => new MadeBytes(this.bench.decoded.source, this.places)),
  );
  readonly #shown = $derived.by(() => attempt(() => unitInQuery(this.#query, this.names)));

  constructor(options: DecodeDeskOptions) {
    const { bench, workspace, navigation, openLink } = options;
    this.#options = options;
    this.bench = bench;
    this.#query = $state.raw(navigation.current.query);
    this.#linkProblem = $state(openLink(navigation.current.query));
    if (workspace.handed === null) return;
    const { input, title } = workspace.handed;
    bench.open(input, title);
    workspace.handed = null;
  }

  get conversation(): Conversation {
    return this.bench.decoded.conversation;
  }

  /** The names of all units, in their order. */
  get names(): readonly UnitName[] {
    return resultOf(this.#names);
  }

  /** Where the edits moved bytes. */
  get places(): EditedPlaces {
    return resultOf(this.#places);
  }

  /** The bytes that aren't in the text. */
  get made(): MadeBytes {
    return resultOf(this.#made);
  }

  /** What the address asks for. */
  get query(): Address['query'] {
    return this.#query;
  }

  get shownIndex(): number {
    return resultOf(this.#shown).index;
  }

  /** Undefined if there are no bytes. */
  get shownUnit(): Unit | undefined {
    return this.conversation.units[this.shownIndex];
  }

  get shownName(): UnitName | undefined {
    return this.names[this.shownIndex];
  }

  /** The unit that a link names, if its bytes don't contain it. */
  get missing(): MissingUnit | null {
    return this.#isAsOpened ? resultOf(this.#shown).missing : null;
  }

  /** Why there is nothing new on the bench: the bench's own failure, or the link's. */
  get problem(): string | null {
    return this.bench.failure ?? this.#linkProblem;
  }

  /** Follows links to Decode while the page is open. Returns how to stop. */
  start(): () => void {
    return this.#options.navigation.onArrival(({ page, query }) => {
      if (page !== 'decode') return;
      this.#query = query;
      this.#isAsOpened = true;
      this.#linkProblem = this.#options.openLink(query) ?? this.#linkProblem;
    });
  }

  /** The reader typed another text. */
  write(text: string): void {
    this.bench.write(text);
    this.#leaveLink();
  }

  /** Replaces the text by one that is written from the bytes, with all edits. */
  rewrite(): void {
    const { trace, units } = this.conversation;
    this.bench.rewrite(writePlain(trace, units));
    this.#leaveLink();
  }

  /** From a file or a trace back to a text: the last one, or an empty one. */
  close(): void {
    if (this.bench.canUndo) this.bench.undo();
    else this.write('');
  }

  /** Another input was put on the bench, which is not in the address. */
  noteOpened(): void {
    this.#forgetPlaces();
    this.#options.workspace.openedLink = null;
    this.#linkProblem = null;
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- it is replaced, never changed
    this.#query = new Map();
    this.#options.navigation.go(decodeAddress(this.#query));
  }

  showUnit(index: number): void {
    const name = this.names[index];
    if (index === this.shownIndex || name === undefined) return;
    this.#forgetPlaces();
    this.#replace(withUnit(this.#query, name));
  }

  choosePlace(place: Place): void {
    this.showUnit(place.unit);
    this.selection.choose(place);
  }

  chooseFinding(finding: Finding): void {
    const range = findingRange(finding, this.conversation);
    this.choosePlace({ unit: finding.unitIndex, range });
  }

  /** Hands the connection to Learn. */
  play(title: string): void {
    this.#play(title, this.conversation.trace);
  }

  /**
   * Hands so many units around the shown one to Learn.
   *
   * @param titleOf the title of a part, by the numbers of its first and last row
   */
  playPart(titleOf: (first: number, last: number) => string, count: number): void {
    const { units } = this.conversation;
    const window = windowAround(this.shownIndex, units.length, count);
    const { first } = window;
    this.#play(titleOf(first + 1, first + window.count), partOfTrace(this.conversation, window));
  }

  #play(title: string, trace: Trace): void {
    const { workspace, navigation } = this.#options;
    workspace.played = { title, trace };
    navigation.go(lessonAddress(YOURS, undefined));
  }

  /** The bytes on the bench are no longer those of the address. */
  #leaveLink(): void {
    const { workspace } = this.#options;
    this.#forgetPlaces();
    this.#isAsOpened = false;
    if (workspace.openedLink === null) return;
    workspace.openedLink = null;
    this.#linkProblem = null;
    this.#replace(withoutData(this.#query));
  }

  #replace(query: Address['query']): void {
    this.#query = query;
    this.#options.navigation.replace(decodeAddress(query));
  }

  #forgetPlaces(): void {
    this.selection.choose(null);
    this.selection.point(null);
  }
}
