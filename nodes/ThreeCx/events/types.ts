import type { INodeProperties } from 'n8n-workflow';
import type { ReadParameter } from '../input/itemInput';
import type { OutputItem, OutputJson } from '../response/items';
import type { Row } from '../transport/pages';
import type { Source } from './source';

/** Something that happened on the PBX, ready to become an item. */
export interface Occurrence {
	/** The same whenever the same thing is put out again, so that a workflow can drop repeats. */
	eventId: string;
	json: OutputJson;
	/** What the PBX gave, for Include Raw Data. */
	raw: Row | Row[];
}

/** What one reading came to. */
export interface Step<State> {
	occurrences: Occurrence[];
	state: State;
	/** Whether there is nothing more to read for now. */
	isCaughtUp: boolean;
}

/** An event with the settings of one node. `State` is JSON: n8n stores it between polls. */
export interface Watcher<State = unknown> {
	/** What decides which occurrences count. When it changes, the event starts anew. */
	selection: unknown;
	/** The most occurrences for one execution. */
	room: number;
	/** Where to begin: at what is there now, which is old. */
	begin(): Promise<State>;
	/** Reads on from a state. Throws without having changed it, so that a poll that fails loses nothing. */
	advance(state: State, room: number): Promise<Step<State>>;
	/** The newest things that are there, newest first, for a test in the editor. */
	latest(count: number): Promise<Occurrence[]>;
	/** Adds what an item needs besides its JSON, such as a file. */
	complete?(occurrence: Occurrence, item: OutputItem): Promise<OutputItem>;
}

/** An event as the editor offers it. */
export interface EventType {
	/** Value of the parameter Event. */
	value: string;
	name: string;
	description: string;
	/** What the API client needs, in a sentence; shown as a notice. */
	requirement?: string;
	/** Parameters of this event alone, besides Include Raw Data. */
	parameters: INodeProperties[];
	/** Further options of this event, shown in Options. */
	options?: INodeProperties[];
	/** What a test in the editor says where there is nothing to show. */
	nothingYet: { message: string; description: string };
	/**
	 * Reads the settings of a node, and will read from a PBX.
	 *
	 * @throws ParameterRefused for a value that cannot be used.
	 */
	watch(read: ReadParameter, source: Source): Watcher;
}
