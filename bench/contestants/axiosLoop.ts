/** The contestants without n8n: a loop around axios, with the same number of requests in flight as the 3CX node. */
import http from 'node:http';
import axios, { type AxiosInstance } from 'axios';
import { IN_FLIGHT, PAGE_SIZE, type Contestant } from './types';

interface Page {
	value: object[];
}

/** A client with a token, which connects anew for each request or keeps its connections. */
export async function connect(baseUrl: string, keepAlive: boolean): Promise<AxiosInstance> {
	// Node's own agent would keep connections alive.
	const httpAgent = new http.Agent({ keepAlive });
	const form = new URLSearchParams({
		client_id: 'n8n',
		client_secret: 'standin-api-key',
		grant_type: 'client_credentials',
	});
	const { data } = await axios.post<{ access_token: string }>(`${baseUrl}/connect/token`, form, { httpAgent });
	return axios.create({
		baseURL: `${baseUrl}/xapi/v1`,
		httpAgent,
		proxy: false,
		headers: { Accept: 'application/json', Authorization: `Bearer ${data.access_token}` },
	});
}

async function deleteAll(client: AxiosInstance, count: number): Promise<object[]> {
	const items: object[] = [];
	let next = 0;
	const worker = async () => {
		while (next < count) {
			const index = next++;
			await client.delete(`/PhoneLogos('logo-${index}.png')`);
			items[index] = { json: { deleted: true } };
		}
	};
	await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
	return items;
}

/** All phone logos, page by page. */
export async function listAll(client: AxiosInstance, pageSize = PAGE_SIZE): Promise<object[]> {
	const items: object[] = [];
	for (let isLast = false; !isLast; ) {
		const params = { $top: pageSize, $skip: items.length };
		const { data } = await client.get<Page>('/PhoneLogos', { params });
		for (const json of data.value) items.push({ json });
		isLast = data.value.length < pageSize;
	}
	return items;
}

const contestant =
	(keepAlive: boolean): Contestant =>
	async (task) => {
		const client = await connect(task.baseUrl, keepAlive);
		return async () => (task.operation === 'delete' ? await deleteAll(client, task.count) : await listAll(client));
	};

export const axiosContestants = {
	'axios loop': contestant(false),
	'axios loop, keep-alive': contestant(true),
} satisfies Record<string, Contestant>;
