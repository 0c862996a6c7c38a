import type { INodeCredentialsDetails } from 'n8n-workflow';

/** What a worker process is told when it is started; as its only argument, in JSON. */
export interface WorkerTask {
	/** File with the row of the credential that all processes share. */
	credentialFile: string;
	credential: INodeCredentialsDetails;
}

/** Filenames of the logos to delete, each in an execution of its own, all at the same time. */
export type Round = string[];

/** What became of a round: the logos that were deleted, and the messages of the executions that did not succeed. */
export interface RoundReport {
	deleted: string[];
	errors: string[];
}
