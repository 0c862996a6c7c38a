import { asText } from '../../input/asText';
import type { Row } from '../../transport/pages';
import { converge } from '../common/converge';
import { JobRun } from '../common/jobRun';
import { findOne, labelOf, type Named } from '../common/lookUp';
import { outcomeOf } from '../common/outcome';
import { refuseParameter, requiredText } from '../common/parameters';
import { inTurn } from '../common/turns';
import type { Job } from '../types';

const DEVICES = 'GET /DeviceInfos';
const USER = 'GET /Users({Id})';

/** A phone of a user. */
interface Phone {
	mac: string;
	name: string;
	template: string;
}

/** Twelve hexadecimal digits in capitals, however they are separated; undefined if it isn't a MAC address. */
export function readMac(text: string): string | undefined {
	const digits = text.replaceAll(/[\s:.-]/g, '').toUpperCase();
	return /^[\dA-F]{12}$/.test(digits) ? digits : undefined;
}

const phoneFrom = (row: Row): Phone => ({
	mac: readMac(asText(row.MacAddress)) ?? asText(row.MacAddress),
	name: asText(row.Name),
	template: asText(row.TemplateName),
});

async function readPhones(run: JobRun, { id }: Named): Promise<Phone[]> {
	const { Phones } = await run.sendForRow(USER, { key: id, query: { $select: 'Id', $expand: 'Phones' } });
	if (Array.isArray(Phones)) return (Phones as Row[]).map(phoneFrom);
	throw run.refusal(USER, "The PBX didn't return the phones of the user", 'Give the API client a higher role, such as System Owner.');
}

/**
 * The phone as the PBX detected it.
 *
 * @throws StepBrokenOff where it wasn't detected, or is assigned to someone else.
 */
async function findDevice(run: JobRun, mac: string): Promise<Row> {
	const device = (await run.rows(DEVICES)).find(({ MAC }) => readMac(asText(MAC)) === mac);
	if (!device) {
		throw run.refusal(
			DEVICES,
			`The PBX has detected no phone with the MAC address ${mac}`,
			'Connect the phone to the network of the PBX or SBC and restart it, or add it to the user in the 3CX Admin Console.',
		);
	}
	if (device.Assigned === true) {
		const owner = asText(device.AssignedUser).trim();
		throw run.refusal(
			DEVICES,
			`Phone ${mac} is already assigned${owner === '' ? '' : ` to ${owner}`}`,
			'Remove the phone from there in the 3CX Admin Console first.',
		);
	}
	return device;
}

/** Assigns a detected phone to a user. A phone that the user already has is left alone. */
export const provisionPhone: Job = async (connection, { read }) => {
	const text = requiredText(read, 'macAddress', 'MAC Address');
	const mac = readMac(text) ?? refuseParameter(`MAC Address isn't a valid address: "${text}"`, 'Enter 12 hexadecimal digits, e.g. 00:15:65:AA:BB:CC.');
	const userText = requiredText(read, 'user', 'User');
	const run = new JobRun(connection);
	const user = await findOne(run, 'user', userText, 'User');
	return await inTurn(connection, `phone ${mac}`, async () => {
		const has = (phones: readonly Phone[]) => phones.some((phone) => phone.mac === mac);
		const { before, after } = await converge<Phone[]>(run, {
			read: async () => ({ state: await readPhones(run, user) }),
			plan: (phones) => (has(phones) ? phones : [...phones, { mac, name: '', template: '' }]),
			isSame: (one, other) => has(one) === has(other),
			write: async () => {
				const { Id } = await findDevice(run, mac);
				await run.send('POST /DeviceInfos({Id})/Pbx.Provision', { key: Id, body: { userId: user.id, reprovision: true } });
			},
			describe: () => `Assigned phone ${mac} to ${labelOf(user)}`,
			notReached: () =>
				run.refusal(USER, `Phone ${mac} isn't among the phones of ${labelOf(user)} although it was provisioned`, 'Check Phones in the 3CX Admin Console.'),
		});
		return outcomeOf(run, { about: { user: labelOf(user), phone: mac }, before, after });
	});
};
