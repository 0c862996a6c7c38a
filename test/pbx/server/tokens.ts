import { randomBytes, randomUUID } from 'node:crypto';
import type { Answer, ApiClient, RawRequest } from '../types';

interface LivingToken {
	token: string;
	expiresAt: number;
}

/** Issues and checks access tokens: at most one per API client is alive (3CX documentation). */
export class Tokens {
	issued = 0;

	private clients: ApiClient[];

	private readonly living = new Map<string, LivingToken>();

	constructor(
		clients: ApiClient[],
		private readonly lifetimeSeconds: number,
		/** The clock of the PBX. */
		private readonly now: () => Date = () => new Date(),
	) {
		this.clients = clients.map((client) => ({ ...client }));
	}

	/** Replaces the clients; a token lives on only if its client keeps ID and key. */
	setClients(clients: ApiClient[]): void {
		for (const old of this.clients) {
			const kept = clients.some(
				({ clientId, apiKey }) => clientId === old.clientId && apiKey === old.apiKey,
			);
			if (!kept) this.living.delete(old.clientId);
		}
		this.clients = clients.map((client) => ({ ...client }));
	}

	/** Invalidates every living token. */
	kill(): void {
		this.living.clear();
	}

	/**
	 * Answers POST /connect/token: the client-credentials grant (RFC 6749, 4.4 and 5.2), with the shape
	 * and the status codes of the 3CX documentation.
	 */
	answer(request: RawRequest): Answer {
		if (request.method !== 'POST') return { status: 405, headers: { Allow: 'POST' } };
		const contentType = String(request.headers['content-type'] ?? '');
		const form = readForm(contentType, request.body);
		if (!form) return tokenError(400, 'invalid_request', 'The body must be a form.');
		if (form.get('grant_type') !== 'client_credentials') {
			return tokenError(400, 'unsupported_grant_type', 'The grant type must be client_credentials.');
		}
		const client = this.clients.find(
			({ clientId, apiKey }) =>
				clientId === form.get('client_id') && apiKey === form.get('client_secret'),
		);
		if (!client) return tokenError(401, 'invalid_client', 'The client ID or the API key is wrong.');
		return json(200, {
			token_type: 'Bearer',
			expires_in: this.lifetimeSeconds,
			access_token: this.issue(client.clientId),
			refresh_token: null,
		});
	}

	/** The client whose living token an Authorization header carries, or undefined. */
	authenticate(authorization: unknown): ApiClient | undefined {
		return this.clientOf(/^Bearer +(\S+)$/i.exec(String(authorization ?? ''))?.[1]);
	}

	/** The client of a living token, or undefined. */
	clientOf(token: string | undefined): ApiClient | undefined {
		return this.clients.find(({ clientId }) => {
			const living = this.living.get(clientId);
			return living !== undefined && living.token === token && this.now().getTime() < living.expiresAt;
		});
	}

	private issue(clientId: string): string {
		const now = this.now().getTime();
		const issuedAt = Math.floor(now / 1000);
		const token = [
			base64url({ alg: 'HS256', typ: 'JWT' }),
			base64url({
				client_id: clientId,
				iat: issuedAt,
				exp: issuedAt + this.lifetimeSeconds,
				jti: randomUUID(),
			}),
			// Nobody verifies the signature: random bytes look the same.
			randomBytes(32).toString('base64url'),
		].join('.');
		// Replacing the entry is what kills the client's earlier token at once.
		this.living.set(clientId, { token, expiresAt: now + this.lifetimeSeconds * 1000 });
		this.issued += 1;
		return token;
	}
}

/** The fields of a form, in either of the two ways to write one; undefined for anything else. */
function readForm(contentType: string, body: string): URLSearchParams | undefined {
	if (/^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType)) return new URLSearchParams(body);
	// RFC 7578; fields only, no files.
	const [, quoted, bare] = /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? [];
	const boundary = quoted ?? bare;
	if (boundary === undefined) return undefined;
	const form = new URLSearchParams();
	for (const part of body.split(`--${boundary}`)) {
		const [, name, value] = /^\r\n(?:.*\r\n)*?content-disposition:[^\r\n]*;\s*name="([^"]*)".*\r\n(?:.*\r\n)*?\r\n([\s\S]*)\r\n$/i.exec(part) ?? [];
		if (name !== undefined && value !== undefined) form.append(name, value);
	}
	return form;
}

function base64url(value: object): string {
	return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function tokenError(status: number, error: string, description: string): Answer {
	return json(status, { error, error_description: description });
}

function json(status: number, body: object): Answer {
	const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' };
	return { status, headers, body: JSON.stringify(body) };
}
