import { PERIOD, periodArguments, periods } from '../../catalog/periods';
import type { Operation } from '../../catalog/types';
import { labelOf } from '../../catalog/words/labels';
import { ParameterRefused } from '../../input/parameterRefused';
import { isUnset } from '../../input/itemInput';
import { boundsOf } from './bounds';

const isEmpty = (value: unknown) => isUnset(value) || value === '';

/**
 * The arguments of a report with its period in them. Without a period, or with Custom, they stay as they are.
 *
 * @throws ParameterRefused for a period that there is not, or one beside dates of its own.
 */
export function withPeriod(operation: Operation, given: Record<string, unknown>, now: number, timeZone: string): Record<string, unknown> {
	const bounds = periodArguments(operation);
	if (!bounds || !Object.hasOwn(given, PERIOD)) return given;
	const { [PERIOD]: chosen, ...values } = given;
	if (isEmpty(chosen) || chosen === 'custom') return values;
	const period = periods.find(({ value }) => value === chosen)?.value;
	if (period === undefined || period === 'custom') {
		throw new ParameterRefused(
			`Period must be one of ${periods.map(({ value }) => value).join(', ')}`,
			'Choose it from the list, or check its expression. Nothing was sent to the PBX.',
		);
	}
	const { start, end } = bounds;
	const dated = [start, end].find(({ name }) => !isEmpty(values[name]));
	if (dated) {
		throw new ParameterRefused(
			`${labelOf(dated.name)} is set, but Period isn't Custom`,
			`Set Period to Custom to use your own dates, or remove ${labelOf(dated.name)}. Nothing was sent to the PBX.`,
		);
	}
	const dates = boundsOf(period, now, timeZone);
	return { ...values, [start.name]: dates.start, [end.name]: dates.end };
}
