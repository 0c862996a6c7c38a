import type { IExecuteFunctions } from 'n8n-workflow';
import type { Operation } from '../catalog/types';
import { CRM_CREDENTIAL } from '../crm/credential';
import { readSecret } from '../crm/secret';
import { templateFile } from '../crm/templateFile';
import type { RunInput } from '../input/itemInput';
import type { OutputItem } from '../response/items';
import type { ExecutionHints } from './hints';

type LocalWork = (context: IExecuteFunctions, input: RunInput, hints: ExecutionHints) => Promise<OutputItem[]>;

const generateTemplate: LocalWork = async (context, { itemIndex, read }, hints) => {
	const secret = readSecret(await context.getCredentials(CRM_CREDENTIAL, itemIndex));
	const { fileName, xml, events, hints: remarks } = templateFile(read, secret);
	for (const remark of remarks) hints.warn(remark);
	const data = await context.helpers.prepareBinaryData(Buffer.from(xml), fileName, 'application/xml');
	return [{ json: { fileName, mimeType: data.mimeType, events }, binary: { data } }];
};

/** What each row of kind `local` does, by `resource.operation`. */
const works: Readonly<Record<string, LocalWork>> = { 'crmTemplate.generateTemplate': generateTemplate };

/** Carries out, for one item, an operation that sends nothing and needs no connection to a PBX. */
export async function performLocally(
	context: IExecuteFunctions,
	{ resource, operation }: Operation,
	input: RunInput,
	hints: ExecutionHints,
): Promise<OutputItem[]> {
	const work = works[`${resource}.${operation}`];
	if (!work) throw new RangeError(`performLocally.ts has no "${resource}.${operation}"`);
	return await work(context, input, hints);
}
