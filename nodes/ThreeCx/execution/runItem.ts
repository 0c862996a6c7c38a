import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { findOperation } from '../catalog';
import { asText } from '../input/asText';
import { buildRequest } from '../request/buildRequest';
import type { ReadParameter, RunInput } from '../input/itemInput';
import type { PbxRequest } from '../request/pbxRequest';
import type { OutputItem } from '../response/items';
import { toNodeError, type NodeError } from '../errors/nodeError';
import { performLocally } from './performLocally';
import type { ExecutionHints } from './hints';
import { perform } from './perform';
import { secretsOf, type Connection } from '../transport/connection';
import { subjectOf } from '../errors/subject';

/**
 * Values are checked where they are used. To check one, n8n looks for its property anew at every reading, and there is an
 * `operation` for each resource (n8n-core, node-execution-context/utils/validate-value-against-schema.ts).
 */
const OWN_VALIDATION = { skipValidation: true };

/**
 * Carries out what one input item asks for: its output items, or the error its user is to see.
 *
 * @param hints takes notice of what is to be said beside the output.
 */
export async function runItem(
	context: IExecuteFunctions,
	connect: () => Promise<Connection>,
	hints: ExecutionHints,
	itemIndex: number,
): Promise<OutputItem[] | NodeError> {
	const readerOf =
		(index: number): ReadParameter =>
		(name, fallback) =>
			context.getNodeParameter(name, index, fallback, OWN_VALIDATION);
	const input: RunInput = {
		itemIndex,
		read: readerOf(itemIndex),
		readers: () => context.getInputData().map((_, index) => readerOf(index)),
		json: context.getInputData()[itemIndex]?.json ?? {},
		timeZone: context.getTimezone(),
	};
	const resource = asText(input.read('resource', ''));
	const operationValue = asText(input.read('operation', ''));
	const operation = findOperation(resource, operationValue);
	if (!operation) {
		return new NodeOperationError(context.getNode(), "This version of the 3CX node doesn't have this operation", {
			description: `Choose Resource and Operation from their lists. Found: ${resource}, ${operationValue}.`,
			itemIndex,
		});
	}

	let connection: Connection | undefined;
	let request: PbxRequest | undefined;
	try {
		if (operation.kind === 'local') return await performLocally(context, operation, input, hints);
		request = buildRequest(operation, input);
		connection = await connect();
		return await perform({ connection, operation, request, input, hints }, (found) => {
			request = found;
		});
	} catch (error) {
		return toNodeError(error, {
			node: context.getNode(),
			itemIndex,
			subject: subjectOf(operation, connection?.settings.origin, request),
			secrets: connection ? secretsOf(connection) : [],
		});
	}
}
