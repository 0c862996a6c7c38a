import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { toNodeError } from '../errors/nodeError';
import { asText } from '../input/asText';
import { readMonitored } from '../transport/callControl';
import { openConnection, secretsOf, type Connection } from '../transport/connection';

/** 3CX's types of numbers, in the words of its Admin Console. */
const kinds: Readonly<Record<string, string>> = {
	Wextension: 'Extension',
	Wexternalline: 'Trunk',
	Wivr: 'Digital Receptionist',
	Wqueue: 'Queue',
	Wroutepoint: 'Route Point',
};

function optionOf({ dn, type }: Record<string, unknown>): INodePropertyOptions {
	const kind = kinds[asText(type)];
	return { name: kind ? `${asText(dn)} (${kind})` : asText(dn), value: asText(dn) };
}

/** The extensions whose calls the API client may see, to pick from. */
export async function getMonitoredExtensions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	let connection: Connection | undefined;
	try {
		connection = await openConnection(this);
		return (await readMonitored(connection)).map(optionOf).filter(({ value }) => value !== '');
	} catch (error) {
		throw toNodeError(error, {
			node: this.getNode(),
			subject: {
				host: connection ? new URL(connection.settings.origin).host : 'the PBX',
				noun: 'extension',
				operationName: 'Get Monitored Extensions',
			},
			secrets: connection ? secretsOf(connection) : [],
		});
	}
}
