/** What a contestant is to do. */
export interface Task {
	operation: 'delete' | 'list';
	/** How many phone logos to delete or to list. */
	count: number;
	baseUrl: string;
}

/** One way of doing it, with a token that is there already, as in all executions but the first. */
export type Contestant = (task: Task) => Promise<PreparedRun>;

/** Does the task and returns everything it put out; throws where not everything was done. */
export type PreparedRun = () => Promise<object[]>;

/** Rows a page is asked for, by everybody: 3CX gives no more (transport/pages.ts). */
export const PAGE_SIZE = 100;

/** Requests in flight of the 3CX node by default, and of the bare loops. */
export const IN_FLIGHT = 5;
