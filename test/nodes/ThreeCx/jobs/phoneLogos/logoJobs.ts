import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { jsonOf } from '../../../../engine';
import { setUp } from '../../../../engine/setUp';
import { runNode } from '../../../../engine/threeCx';
import type { Pbx, PbxOptions } from '../../../../pbx';

export const getUnused = (parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'phoneLogo',
	operation: 'getUnused',
	...parameters,
});
export const deleteUnused = (parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'phoneLogo',
	operation: 'deleteUnused',
	...parameters,
});

/** Runs an operation, for one item unless others are given; the rows it puts out and the error, if any. */
export async function run(
	parameters: INodeParameters,
	options?: PbxOptions,
	prepare?: (pbx: Pbx) => void,
	more: { items?: IDataObject[]; onError?: 'continueRegularOutput' } = {},
) {
	const { pbx, engine, credential } = await setUp(options);
	prepare?.(pbx);
	const finished = await runNode(engine, { parameters, credential, ...more });
	const { error } = finished.data.resultData;
	return { pbx, rows: jsonOf(finished, '3CX'), error, written: JSON.stringify(finished) };
}

export const user = (id: number, customLogo: string | null) => ({
	Id: id,
	Number: String(100 + id),
	DisplayName: `User ${id}`,
	Phones: [
		{
			Id: id,
			Name: 'Yealink T46U',
			MacAddress: `00:15:65:00:01:${id}`,
			TemplateName: 'yealinkT4x.ph.xml',
			Settings: { CustomLogo: customLogo, Secret: 'phone-secret' },
		},
	],
});
export const logo = (Filename: string) => ({ Filename, DisplayName: null });
export const names = (rows: Record<string, unknown>[]) => rows.map((row) => row.Filename);
export const left = (pbx: Pbx) => names(pbx.rows('PhoneLogos'));

export const small: PbxOptions = {
	logos: ['used.png', 'in-template.png', 'old-1.png', 'old-2.png', 'keep-me.png'].map(logo),
	users: [user(1, '/logos/USED.png'), user(2, null)],
	templates: [{ Id: 'custom.ph.xml', IsCustom: true, Content: '<logo>in-template.png</logo>' }],
};
