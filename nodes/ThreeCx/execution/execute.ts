import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { errorItem, toItems } from '../response/items';
import { mapInOrder } from '../transport/pool';
import { openConnection, type Connection } from '../transport/connection';
import { itemsAtOnce, readSendOptions } from './executionOptions';
import { ExecutionHints } from './hints';
import { runItem } from './runItem';

/**
 * Runs the chosen operation for every input item, several at a time, over one connection.
 *
 * @returns the output items of all input items, in the order of the input.
 * @throws the error of the first item that failed, unless the node is set to continue.
 */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	let opening: Promise<Connection> | undefined;
	let connection: Connection | undefined;
	const connect = async () => (connection = await (opening ??= openConnection(context, readSendOptions(context))));
	const atOnce = itemsAtOnce(context);
	const hints = new ExecutionHints();

	const outputs = await mapInOrder(
		context.getInputData(),
		() => atOnce(connection),
		async (_item, itemIndex) => {
			const outcome = await runItem(context, connect, hints, itemIndex);
			if (Array.isArray(outcome)) return toItems(outcome, itemIndex);
			if (!context.continueOnFail()) throw outcome;
			return [errorItem(outcome, itemIndex)];
		},
		() => context.getExecutionCancelSignal()?.aborted === true,
	);
	hints.show(context);
	return [outputs.flat()];
}
