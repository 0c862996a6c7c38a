import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';
import { toNodeError } from '../errors/nodeError';
import { asText } from '../input/asText';
import { isRecord } from '../input/itemInput';
import { noExtensions, readMonitored, type MonitoredExtension } from '../transport/callControl';
import { openConnection, secretsOf, type Connection } from '../transport/connection';

/** 3CX's types of numbers, in the words of its Admin Console. */
const kinds: Readonly<Record<string, string>> = {
	Wextension: 'Extension',
	Wexternalline: 'Trunk',
	Wivr: 'Digital Receptionist',
	Wqueue: 'Queue',
	Wroutepoint: 'Route Point',
};

/** A choice in a list; lists of both sorts that n8n has use this form. */
type Choice = INodePropertyOptions & { value: string };

function optionOf({ dn, type }: MonitoredExtension): Choice {
	const kind = kinds[asText(type)];
	return { name: kind ? `${asText(dn)} (${kind})` : asText(dn), value: asText(dn) };
}

/** Reads what the API client monitors, for the editor. */
async function readForEditor(context: ILoadOptionsFunctions, operationName: string): Promise<MonitoredExtension[]> {
	let connection: Connection | undefined;
	try {
		connection = await openConnection(context);
		const monitored = await readMonitored(connection);
		if (monitored.length === 0) throw noExtensions();
		return monitored;
	} catch (error) {
		throw toNodeError(error, {
			node: context.getNode(),
			subject: {
				host: connection ? new URL(connection.settings.origin).host : 'the PBX',
				noun: 'extension',
				operationName,
			},
			secrets: connection ? secretsOf(connection) : [],
		});
	}
}

/** The extensions whose calls the API client may see, to pick from. */
export async function getMonitoredExtensions(this: ILoadOptionsFunctions): Promise<Choice[]> {
	return (await readForEditor(this, 'Get Monitored Extensions')).map(optionOf).filter(({ value }) => value !== '');
}

const search = (choices: Choice[], filter = ''): INodeListSearchResult => ({
	results: choices.filter(({ name }) => name.toLowerCase().includes(filter.trim().toLowerCase())),
});

/** The same, to be searched. */
async function searchMonitored(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return search(await getMonitoredExtensions.call(this), filter);
}

/** The phones and apps that are registered for the extension that calls. */
async function searchDevices(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const extension = asText(this.getCurrentNodeParameter('caller', { extractValue: true }));
	const entries = await readForEditor(this, 'Get Extension Devices');
	const devices = entries.find(({ dn }) => asText(dn) === extension)?.devices;
	const choices = (Array.isArray(devices) ? devices : []).filter(isRecord).map(({ device_id, user_agent }) => {
		const id = asText(device_id);
		return { name: asText(user_agent) === '' ? id : `${asText(user_agent)} (${id})`, value: id };
	});
	return search(choices, filter);
}

/** Lists to pick from in the forms of jobs on live calls. */
export const callPickers = { searchDevices, searchMonitored };
