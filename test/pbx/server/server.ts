import { once, setMaxListeners } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { releaseOf } from '../../../nodes/ThreeCx/catalog/versions';
import { CallControlApi, isCallControlUrl } from '../callControl/callControlApi';
import { FaultList } from './faults';
import { CallHistory } from '../history/callHistory';
import { Clock } from '../history/clock';
import { EventLog } from '../history/eventLog';
import { sampleCalls } from '../history/sampleCalls';
import { splitUrl } from '../odata/path';
import { checkCallNames } from '../xapi/results';
import { markOf } from '../data/release';
import { defaultClients, sampleLogos, sampleRows, sampleTemplates, sampleUsers } from '../data/samples';
import { findResource } from '../data/entitySets';
import { Store } from '../data/store';
import { Tokens } from './tokens';
import type { Answer, ApiClient, Fault, Pbx, PbxOptions, RawRequest, RecordedRequest, Row } from '../types';
import { isXapiUrl, Xapi } from '../xapi/xapi';

const MAX_RECORDED_BODY = 64 * 1024;

/** Node's default of 16 KB would refuse long filters, which the PBX takes. */
const MAX_HEADER_SIZE = 64 * 1024;

const DEFAULT_VERSION = '20.0.10.100';

const BODY_LIMIT = 16 * 1024 * 1024;

/**
 * Starts a mock PBX and resolves once it listens.
 * Rejects with the error of `listen` (e.g. EADDRINUSE), for rows without a key or with the same key, and for results of
 * calls that there are not.
 */
export async function startPbx(options: PbxOptions = {}): Promise<Pbx> {
	const pbx = new MockPbx(options);
	await pbx.listen();
	return pbx;
}

class MockPbx implements Pbx {
	readonly requests: RecordedRequest[] = [];

	maxInFlight = 0;

	readonly callControl: CallControlApi;

	inFlight = 0;

	readonly clock: Clock;

	readonly calls: CallHistory;

	readonly eventLog: EventLog;

	private readonly store = new Store();

	private readonly tokens: Tokens;

	private readonly faults = new FaultList();

	private readonly xapi: Xapi;

	private readonly app: FastifyInstance;

	private readonly sockets = new Set<Socket>();

	private readonly stopping = new AbortController();

	private readonly ended: Promise<unknown>;

	private stopped?: Promise<void>;

	constructor(private readonly options: PbxOptions) {
		// Every delayed request listens.
		setMaxListeners(0, this.stopping.signal);
		this.ended = once(this.stopping.signal, 'abort');
		this.clock = new Clock(readNow(options.now), options.clockSkewMs);
		this.calls = new CallHistory(this.store, this.clock);
		this.eventLog = new EventLog(this.store, this.clock);
		const release = options.release ?? markOf(options.version ?? DEFAULT_VERSION);
		const seeds = {
			...sampleRows(this.clock.now()),
			PhoneLogos: (options.logos ?? sampleLogos).map((logo) => ({ ...logo })),
			Users: options.users ?? sampleUsers,
			PhoneTemplates: options.templates ?? sampleTemplates,
			...options.rows,
		};
		for (const [set, rows] of Object.entries(seeds)) for (const row of rows) this.seed(set, row);
		this.calls.script(options.calls ?? sampleCalls(this.clock.callerNow()));
		checkCallNames(Object.keys(options.results ?? {}));
		this.tokens = new Tokens(options.clients ?? defaultClients, options.tokenLifetimeSeconds ?? 3600, () => this.clock.now());
		this.xapi = new Xapi(this.store, this.calls, this.eventLog, this.tokens, {
			etags: options.etags ?? 'none',
			nextLinks: options.nextLinks ?? 'none',
			maxPageSize: options.maxPageSize ?? 100,
			unstableOrder: options.unstableOrder ?? false,
			omitNulls: options.omitNulls ?? false,
			release,
			version: options.version ?? `${releaseOf(release)}.100`,
			results: options.results ?? {},
			baseUrl: () => this.baseUrl,
		});
		this.callControl = new CallControlApi(options.callControl);
		this.app = this.createApp();
	}

	get port(): number {
		return (this.app.server.address() as AddressInfo).port;
	}

	get baseUrl(): string {
		const { host = '127.0.0.1', tls } = this.options;
		const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
		const name = reachable.includes(':') ? `[${reachable}]` : reachable;
		return `${tls ? 'https' : 'http'}://${name}:${this.port}`;
	}

	get tokensIssued(): number {
		return this.tokens.issued;
	}

	rows(entitySet: string): Row[] {
		this.clock.catchUp();
		return this.store.rows(entitySet);
	}

	/** A row to begin with; of a singleton, what it has besides samples. */
	private seed(name: string, row: Row): void {
		const resource = findResource(name);
		if (resource?.kind === 'singleton') this.store.update(this.store.singleton(resource), row);
		else this.insert(name, row);
	}

	insert(entitySet: string, row: Row): void {
		this.clock.catchUp();
		this.store.insert(this.store.entitySet(entitySet), row);
	}

	remove(entitySet: string, key: unknown): boolean {
		this.clock.catchUp();
		return this.store.remove(this.store.entitySet(entitySet), key);
	}

	touch(entitySet: string, key: unknown): void {
		const stored = this.store.find(this.store.entitySet(entitySet), key);
		if (!stored) throw new Error(`${entitySet} has no row with the key ${String(key)}.`);
		this.store.update(stored);
	}

	restore(time: Date): void {
		this.calls.restore(time);
		this.eventLog.restore(time);
	}

	killTokens(): void {
		this.tokens.kill();
	}

	setClients(clients: ApiClient[]): void {
		this.tokens.setClients(clients);
	}

	addFault(fault: Fault): void {
		this.faults.add(fault);
	}

	clearFaults(): void {
		this.faults.clear();
	}

	resetMaxInFlight(): void {
		this.maxInFlight = this.inFlight;
	}

	async listen(): Promise<void> {
		const { host = '127.0.0.1', port = 0 } = this.options;
		await this.app.listen({ host, port });
	}

	stop(): Promise<void> {
		this.stopped ??= this.close();
		return this.stopped;
	}

	private async close(): Promise<void> {
		this.stopping.abort();
		const closed = this.app.close();
		for (const socket of this.sockets) socket.destroy();
		await closed;
	}

	private createApp(): FastifyInstance {
		const app = Fastify({
			// Fastify's router decodes and normalises paths. The rules here are about raw URLs, so every
			// request goes to one route, and the handler reads the URL as it arrived.
			rewriteUrl: () => '/',
			bodyLimit: BODY_LIMIT,
			serverFactory: (handler) => this.createServer(handler),
		});
		app.removeAllContentTypeParsers();
		app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
		app.all('/', (request, reply) => this.handle(request, reply));
		// Before the answer leaves, so that whoever has received it finds it recorded.
		app.addHook('onSend', async (request, reply) => this.record(rawRequest(request), reply.statusCode));
		return app;
	}

	private createServer(handler: http.RequestListener): http.Server {
		const { tls } = this.options;
		const server = tls
			? https.createServer({ ...tls, maxHeaderSize: MAX_HEADER_SIZE }, handler)
			: http.createServer({ maxHeaderSize: MAX_HEADER_SIZE }, handler);
		// Of every connection, also those which have not sent a request or finished a TLS handshake.
		server.on('connection', (socket: Socket) => {
			if (this.stopping.signal.aborted) socket.destroy();
			this.sockets.add(socket);
			socket.once('close', () => this.sockets.delete(socket));
		});
		server.on('upgrade', (request, socket, head) => {
			const { authorization } = request.headers;
			this.callControl.upgrade(request, socket, head, this.tokens.authenticate(authorization) !== undefined);
		});
		return server;
	}

	private async handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
		const raw = rawRequest(request);
		let counted = isXapiUrl(raw.url) ? 1 : 0;
		this.inFlight += counted;
		this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
		try {
			const outcome = await this.outcome(raw);
			if (typeof outcome === 'object') {
				return await reply.code(outcome.status).headers({ Date: this.clock.now().toUTCString(), ...outcome.headers }).send(outcome.body);
			}
			this.record(raw, 0);
			reply.hijack();
			// A black hole handles nothing.
			this.inFlight -= counted;
			counted = 0;
			const { socket } = request.raw;
			if (outcome === 'drop') socket.destroy();
			// A hanging request ends when the client gives up or stop() destroys the connection.
			else if (!socket.closed) await once(socket, 'close');
			return await reply;
		} finally {
			this.inFlight -= counted;
		}
	}

	private async outcome(request: RawRequest): Promise<Answer | 'drop' | 'hang'> {
		const fault = this.faults.take(request.method, request.url);
		if (!fault) return this.answer(request);
		const { signal } = this.stopping;
		if (fault.hold) await Promise.race([fault.hold, this.ended]);
		if (fault.latencyMs && !signal.aborted) await sleep(fault.latencyMs, undefined, { signal }).catch(() => undefined);
		if (signal.aborted) return 'drop';
		if (fault.drop === 'before') return 'drop';
		if (fault.killToken) this.killTokens();
		await fault.run?.(this);
		if (fault.hang) return 'hang';
		if (fault.answer) return fault.answer;
		const answer = this.answer(request);
		return fault.drop === 'after' ? 'drop' : answer;
	}

	private answer(request: RawRequest): Answer {
		this.clock.catchUp();
		if (isXapiUrl(request.url)) return this.xapi.answer(request);
		if (isCallControlUrl(request.url)) {
			return this.callControl.answer(request, this.tokens.authenticate(request.headers.authorization) !== undefined);
		}
		if (splitUrl(request.url).path === '/connect/token') return this.tokens.answer(request);
		return { status: 404 };
	}

	private record(request: RawRequest, status: number): void {
		const body = request.body.slice(0, MAX_RECORDED_BODY);
		const recorded = { ...request, headers: { ...request.headers }, body, status };
		this.requests.push(recorded);
		this.options.onRequest?.(recorded);
	}
}

/** A clock that stands still at a date, and only `advance` moves; or the one that is given. */
function readNow(now: PbxOptions['now']): () => Date {
	if (now instanceof Date) return () => now;
	return now ?? (() => new Date());
}

function rawRequest(request: FastifyRequest): RawRequest {
	return {
		method: request.method,
		url: request.originalUrl,
		headers: request.headers,
		body: typeof request.body === 'string' ? request.body : '',
	};
}
