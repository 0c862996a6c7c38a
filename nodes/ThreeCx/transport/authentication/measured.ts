import type { IHttpRequestOptions } from 'n8n-workflow';
import { readFailure } from '../../errors/failure';
import type { Meaning } from '../../pace/pace';
import { isAway } from '../../patience/repeatable';
import { refusalBehind } from '../../token/tokenRegistry';
import type { Connection } from '../connection';

/** `DELETE https://pbx.example.com/xapi/v1/PhoneLogos`, whichever one it is: requests of one kind take about the same time. */
const kindOf = ({ method, url }: IHttpRequestOptions) => `${method} ${url.split(/[(?]/, 1)[0]}`;

/** What a failure says about how much the PBX can take. */
function meaningOf(error: unknown, fingerprint: string): Meaning {
	if (refusalBehind(error, fingerprint)) return 'nothing';
	const failure = readFailure(error);
	if (failure.status === 429) return 'refused';
	if (isAway(failure)) return 'away';
	return failure.status === undefined || failure.status === 401 ? 'nothing' : 'answered';
}

/** Sends a request with its time taken, without a new token: what it takes to get one says nothing about other requests. */
export async function measured<T>({ lane, fingerprint }: Connection, options: IHttpRequestOptions, send: () => Promise<T>): Promise<T> {
	return await lane.pace.measured(kindOf(options), send, (error) => meaningOf(error, fingerprint));
}
