/** The public types of the mock PBX, and the few which its modules share. */

import type { CallHistory } from './history/callHistory';
import type { CallPlan } from './history/callPlan';
import type { Clock } from './history/clock';
import type { CallControlApi, CallControlOptions } from './callControl/callControlApi';
import type { EventLog } from './history/eventLog';

/** Whether rows carry ETags, and whether a change must name one in If-Match. */
export type EtagMode = 'none' | 'optional' | 'demanded';

/** One API client, as an administrator adds it under Integrations > API. */
export interface ApiClient {
	clientId: string;
	apiKey: string;
	/** Default `granted`. With `unticked`, tokens are issued but every XAPI call answers 403. */
	access?: 'granted' | 'unticked';
}

export interface Logo {
	Filename: string;
	DisplayName: string | null;
}

export type Row = Record<string, unknown>;

/**
 * Which pages carry `@odata.nextLink`: none; every one that is not the last, with the `$top` it was asked with; or, as
 * ASP.NET Core OData does it (GetNextPageHelper.cs), only those that the server itself cut short, with `$top` less the
 * rows already given, so that the links end where the asked `$top` does.
 */
export type NextLinkMode = 'none' | 'always' | 'aspNet';

export interface PbxOptions {
	/** Default 0: any free port. */
	port?: number;
	/** Default 127.0.0.1. */
	host?: string;
	/** Default `none`. */
	etags?: EtagMode;
	/** Default: one client, `n8n` with the key `standin-api-key`. */
	clients?: ApiClient[];
	/** Default: `sampleLogos`. */
	logos?: Logo[];
	/** Default: `sampleUsers`. */
	users?: Row[];
	/** Phone templates; default: `sampleTemplates`. */
	templates?: Row[];
	/** Rows of any entity set by its name, before all other defaults; for sets that are not named: `sampleRows`. Of a singleton, properties to change. */
	rows?: Record<string, Row[]>;
	/**
	 * What functions and actions answer, by `GET /Set/Pbx.Name()` and without argument names; default: stored rows or
	 * something of their type. Text or bytes for a download are its content.
	 */
	results?: Record<string, unknown>;
	/** Calls before the start, or to come; default: `sampleCalls`, spread over the days before it. */
	calls?: CallPlan[];
	/** True time. A date: the clock only moves when a test advances it. Default: the clock of this machine. */
	now?: Date | (() => Date);
	/** How far the clock of the PBX is ahead of true time, in milliseconds. Default 0. */
	clockSkewMs?: number;
	/** Default 3600. */
	tokenLifetimeSeconds?: number;
	/** Default `none`. */
	nextLinks?: NextLinkMode;
	/** The server's own cap on rows per answer, default 100. */
	maxPageSize?: number;
	/**
	 * Whether lists come in another order at each request: unless `$orderby` sorts them (`true`), or even then
	 * (`evenIfSorted`), as from a PBX that ignores it.
	 */
	unstableOrder?: boolean | 'evenIfSorted';
	/** Whether properties that are null are left out of answers, as live systems do in reports. */
	omitNulls?: boolean;
	/**
	 * The document that the PBX follows, by its mark: `20.0.7` is the first of that release, `20.0.7#2` the second. What
	 * came in later documents is unknown to it. Default: the first one of the release of `version`.
	 */
	release?: string;
	/** Sent as X-3CX-Version. Default: build 100 of `release`, or 20.0.10.100. */
	version?: string;
	/** The Call Control API: which extensions it monitors, and whether the client may use it. */
	callControl?: CallControlOptions;
	/** PEM texts; https when given. */
	tls?: { key: string; cert: string };
	/** Called with each request once it is recorded. */
	onRequest?: (request: RecordedRequest) => void;
}

export interface RecordedRequest {
	method: string;
	/** Path and query exactly as received. */
	url: string;
	headers: Record<string, string | string[] | undefined>;
	/** At most the first 64 KB. */
	body: string;
	/** 0 when a fault left the request without an answer. */
	status: number;
}

/** A misbehaviour of the PBX or of the network, for a number of requests. */
export interface Fault {
	/** Default: any method. */
	method?: string;
	/** A test over the raw URL. Default: any URL, that of the token endpoint included. */
	url?: RegExp;
	/** How many requests to hit, default 1; Infinity for all. */
	times?: number;
	/** Let the first n matching requests pass. */
	after?: number;
	/** Hold the first requests until so many of them wait at the same time: proof that a client sends that many. */
	gather?: number;
	/** Hold the request until this settles, or the PBX stops. */
	until?: Promise<unknown>;
	/** Delay before going on. */
	latencyMs?: number;
	/** Destroy the connection before or after the request took effect. */
	drop?: 'before' | 'after';
	/** Never answer. */
	hang?: boolean;
	/** Answer this; the request takes no effect. */
	answer?: { status: number; headers?: Record<string, string>; body?: string | Buffer };
	/** Invalidate the living tokens just before handling. */
	killToken?: boolean;
	/** Anything else, just before handling, e.g. "another administrator deletes this row". */
	run?: (pbx: Pbx) => void | Promise<void>;
}

export interface Pbx {
	/** Scheme, host and port, without a trailing slash. */
	readonly baseUrl: string;
	readonly port: number;
	/** In order of answer; token requests included. */
	readonly requests: RecordedRequest[];
	readonly tokensIssued: number;
	/** How many XAPI requests are handled now. */
	readonly inFlight: number;
	/** The highest number of XAPI requests handled at one time. */
	readonly maxInFlight: number;
	/** Has `maxInFlight` begin anew, with what is being handled now. */
	resetMaxInFlight(): void;
	/** Moves time, so that no test has to wait. */
	readonly clock: Clock;
	/** Has calls happen. */
	readonly calls: CallHistory;
	/** Has entries of the event log come, and purges it. */
	readonly eventLog: EventLog;
	/** Call log, recordings and event log become what they were at a time by the clock of the PBX; their numbers go on from there. */
	restore(time: Date): void;
	/** Copies of the stored rows. Throws for an unknown entity set, as the next three do. */
	rows(entitySet: string): Row[];
	/** Adds a row; throws if its key is missing or taken. */
	insert(entitySet: string, row: Row): void;
	/** False when there was no such row. */
	remove(entitySet: string, key: unknown): boolean;
	/** Gives the row another ETag; throws if there is no such row. */
	touch(entitySet: string, key: unknown): void;
	/** The Call Control API: makes calls happen and sockets fail. */
	readonly callControl: CallControlApi;
	killTokens(): void;
	/** Replaces the API clients; tokens of clients that are gone or have another key die. */
	setClients(clients: ApiClient[]): void;
	addFault(fault: Fault): void;
	clearFaults(): void;
	/** Ends at once, also with open or hanging connections. */
	stop(): Promise<void>;
}

/** A request as the handlers see it: nothing about it is decoded yet. */
export interface RawRequest {
	method: string;
	url: string;
	headers: Record<string, string | string[] | undefined>;
	body: string;
}

export interface Answer {
	status: number;
	headers?: Record<string, string>;
	body?: string | Buffer;
}
