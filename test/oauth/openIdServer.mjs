/**
 * An OpenID provider in a process of its own: its library is an ES module, which jest on Node 20 can't load. Its parent
 * starts it with `fork`, gives the settings as JSON, and asks by messages.
 */
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const { issuer, redirectUris, clientId, registration } = JSON.parse(process.argv[2]);

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

const issued = new Set();
provider.on('access_token.saved', ({ jti, grantId }) => issued.add({ jti, grantId }));
provider.on('grant.success', ({ oidc }) => process.send({ event: 'granted', grant: oidc.params.grant_type }));
provider.on('grant.error', ({ oidc }) => process.send({ event: 'refused', grant: oidc.params?.grant_type }));

const questions = {
	isAlive: async (token) => (await provider.AccessToken.find(token)) !== undefined,
	expire: async () => {
		for (const { jti } of issued) await (await provider.AccessToken.find(jti))?.destroy();
	},
	revoke: async () => {
		for (const { grantId } of issued) {
			await provider.AccessToken.revokeByGrantId(grantId);
			await provider.RefreshToken.revokeByGrantId(grantId);
			await (await provider.Grant.find(grantId))?.destroy();
		}
	},
};

process.on('message', async ({ id, question, value }) => {
	process.send({ id, answer: (await questions[question](value)) ?? null });
});
// Its parent is gone, however it ended.
process.on('disconnect', () => process.exit());

const server = createServer(provider.callback());
server.listen(0, '127.0.0.1', () => process.send({ event: 'listening', port: server.address().port }));
