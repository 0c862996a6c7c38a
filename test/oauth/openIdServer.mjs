/**
 * OpenID providers in a process of their own: their library is an ES module, which jest on Node 20 can't load. The parent
 * starts the process with `fork`, and asks by messages `{ id, question, port, value }`, where `port` says of which provider.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

function createProvider({ issuer, redirectUris, clientId, registration }) {
	const provider = new Provider(issuer, {
		clients: [
			{
				client_id: clientId,
				token_endpoint_auth_method: 'none',
				redirect_uris: redirectUris,
				grant_types: ['authorization_code', 'refresh_token'],
				response_types: ['code'],
			},
		],
		routes: { authorization: '/connect/authorize', token: '/connect/token', registration: '/connect/register' },
		claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
		clientAuthMethods: ['none'],
		features: { registration: { enabled: registration } },
		findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, name: id, email: `${id}@example.com` }) }),
		issueRefreshToken: () => true,
		pkce: { required: () => true },
		// A refresh token is good for one use. Whoever uses one twice loses the grant.
		rotateRefreshToken: true,
		cookies: { keys: ['of the stand-in'] },
		ttl: { AccessToken: 3600, RefreshToken: 86_400, Grant: 86_400, Interaction: 600, Session: 3600, IdToken: 3600 },
	});
	provider.proxy = true;
	return provider;
}

/** The providers by their ports, each with its server and the tokens that it issued. */
const running = new Map();

async function start(options) {
	const provider = createProvider(options);
	const server = createServer(provider.callback()).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address();
	const issued = new Set();
	provider.on('access_token.saved', ({ jti, grantId }) => issued.add({ jti, grantId }));
	provider.on('grant.success', ({ oidc }) => process.send({ event: 'granted', port, grant: oidc.params.grant_type }));
	provider.on('grant.error', ({ oidc }) => process.send({ event: 'refused', port, grant: oidc.params?.grant_type }));
	running.set(port, { provider, server, issued });
	return port;
}

const questions = {
	isAlive: async ({ provider }, token) => (await provider.AccessToken.find(token)) !== undefined,
	expire: async ({ provider, issued }) => {
		for (const { jti } of issued) await (await provider.AccessToken.find(jti))?.destroy();
	},
	revoke: async ({ provider, issued }) => {
		for (const { grantId } of issued) {
			await provider.AccessToken.revokeByGrantId(grantId);
			await provider.RefreshToken.revokeByGrantId(grantId);
			await (await provider.Grant.find(grantId))?.destroy();
		}
	},
	stop: async ({ server }) => {
		server.close();
		server.closeAllConnections();
	},
};

process.on('message', async ({ id, question, port, value }) => {
	const answer = question === 'start' ? await start(value) : await questions[question](running.get(port), value);
	process.send({ id, answer: answer ?? null });
});
// Its parent is gone, however it ended.
process.on('disconnect', () => process.exit());
