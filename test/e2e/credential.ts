import type { N8nInstance } from './n8n/instance';

/** The API key that the mock PBX takes from the client `n8n`. */
export const API_KEY = 'standin-api-key';

/** Stores a 3CX credential in a real n8n, as a person fills it in for a mock PBX. @param data what is filled in otherwise. */
export async function createCredential(
	{ api }: Pick<N8nInstance, 'api'>,
	{ baseUrl }: { baseUrl: string },
	data: Record<string, unknown> = {},
): Promise<{ id: string; name: string }> {
	const { id, name } = await api.createCredential({
		name: '3CX',
		type: 'threeCxApi',
		data: { baseUrl, clientId: 'n8n', apiKey: API_KEY, allowUnauthorizedCerts: false, ...data },
	});
	return { id, name };
}
