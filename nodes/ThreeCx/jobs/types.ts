import type { ReadParameter, RunInput } from '../input/itemInput';
import type { OutputItem, OutputJson } from '../response/items';
import type { Connection } from '../transport/connection';

/**
 * Work that takes several requests: reads its own parameters and returns its output items.
 *
 * How to write one (the queue jobs in `queues/` are the model):
 * - Read all parameters first, with `common/parameters.ts`. What can't be used throws ParameterRefused before anything is sent.
 * - Create one `JobRun` per item and send everything through it: a request that fails then says at which step and what was
 *   done before. Name a request as the catalog writes it, e.g. `run.send('PATCH /Queues({Id})', { key: 40, body })`.
 * - Look people, queues, ring groups and departments up with `common/lookUp.ts`.
 * - Change a record with `converge`: read, compare, write the difference, read back. Wrap it in `inTurn` with kind and ID of
 *   the record, so that items which work on the same record come one after another. Never nest `inTurn`.
 * - Create with `createOnce`: it finds by natural key first, and looks again when the response was lost.
 * - Return `outcomeOf(run, …)`: `{ changed, …, before, after, steps }`.
 */
export type Job = (connection: Connection, input: RunInput) => Promise<OutputItem[]>;

/** The same for a job that puts out JSON only and needs nothing but its parameters. */
export type ReadingJob = (connection: Connection, read: ReadParameter) => Promise<OutputJson[]>;
