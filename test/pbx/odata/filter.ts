/** $filter: a strict recursive-descent parser for the part of the OData grammar that 3CX users need. */
import { membersOf } from '../../../nodes/ThreeCx/catalog/facts/fields';
import { refuse, tokenize, type Token } from './filterTokens';
import { propertyType, type Properties, type PropertyType } from '../data/release';
import type { Row } from '../types';

/** A row passes the filter only when the answer is true: unknown (null) is not enough. */
export type Predicate = (row: Row) => boolean;

type Value = string | number | boolean | null;
type Enumeration = `Pbx.${string}`;
type ValueType = 'string' | 'number' | 'boolean' | 'uuid' | 'datetime' | 'date' | 'complex' | 'null' | Enumeration;

interface Expression {
	type: ValueType;
	/** A text as the filter gives it, which may also stand for a member of an enumeration. */
	text?: string;
	evaluate: (row: Row) => Value;
}

const valueTypeOf = (type: PropertyType): ValueType => (type === 'int32' || type === 'double' ? 'number' : type);

/** Nesting a real server would refuse, too; here it also keeps the recursion bounded. */
const MAX_DEPTH = 100;

/**
 * Compiles a filter text (decoded) for the given properties. Precedence, types and null follow OData v4.01
 * URL Conventions, section 5.1.1. Throws a 400 for anything that is not well-formed and well-typed.
 */
export function parseFilter(text: string, properties: Properties): Predicate {
	const expression = new FilterParser(tokenize(text), properties).parse();
	return (row) => expression.evaluate(row) === true;
}

class FilterParser {
	private position = 0;

	private depth = 0;

	constructor(
		private readonly tokens: Token[],
		private readonly properties: Properties,
	) {}

	parse(): Expression {
		const expression = this.or();
		const rest = this.tokens[this.position];
		if (rest) throw refuse(`'${rest.text}' is not expected there.`);
		return expectType(expression, 'boolean', 'The filter');
	}

	private or(): Expression {
		return this.binary(['or'], () => this.and());
	}

	private and(): Expression {
		return this.binary(['and'], () => this.equality());
	}

	private equality(): Expression {
		return this.binary(['eq', 'ne'], () => this.relational());
	}

	private relational(): Expression {
		return this.binary(['gt', 'ge', 'lt', 'le'], () => this.unary());
	}

	private binary(operators: string[], operand: () => Expression): Expression {
		let left = operand();
		for (;;) {
			const operator = operators.find((name) => this.take(name));
			if (operator === undefined) return left;
			left = combine(operator, left, operand());
		}
	}

	private unary(): Expression {
		if (!this.take('not')) return this.primary();
		const operand = expectType(this.nested(() => this.unary()), 'boolean', "The operand of 'not'");
		return {
			type: 'boolean',
			evaluate: (row) => {
				const value = operand.evaluate(row);
				return value === null ? null : !value;
			},
		};
	}

	private primary(): Expression {
		if (this.take('(')) {
			const inner = this.nested(() => this.or());
			this.expect(')');
			return inner;
		}
		const token = this.tokens[this.position];
		if (!token) throw refuse('The expression ends too early.');
		this.position += 1;
		switch (token.kind) {
			case 'string':
				return textLiteral(token.text.slice(1, -1).replaceAll("''", "'"));
			case 'member':
				return memberLiteral(token.text);
			case 'number':
				return literal('number', Number(token.text));
			case 'uuid':
				return literal('uuid', token.text.toLowerCase());
			case 'date':
				return literal('date', token.text);
			case 'datetime':
				return literal('datetime', Date.parse(token.text));
			case 'word':
				return this.word(token.text);
			default:
				throw refuse(`'${token.text}' is not expected there.`);
		}
	}

	private word(name: string): Expression {
		if (this.take('(')) return this.call(name);
		if (name === 'true' || name === 'false') return literal('boolean', name === 'true');
		if (name === 'null') return literal('null', null);
		const type = propertyType(this.properties, name);
		if (!type) throw refuse(`Could not find a property named '${name}'.`);
		return { type: valueTypeOf(type), evaluate: (row) => propertyValue(row[name], type) };
	}

	private call(name: string): Expression {
		const called = FUNCTIONS.get(name);
		if (!called) throw refuse(`An unknown function with name '${name}' was found.`);
		const parameters: Expression[] = [];
		while (parameters.length < called.parameters) {
			if (parameters.length > 0) this.expect(',');
			const parameter = this.nested(() => this.or());
			parameters.push(expectType(parameter, called.takes ?? 'string', `A parameter of '${name}'`));
		}
		this.expect(')');
		return {
			type: called.type,
			evaluate: (row) => {
				const values = parameters.map((parameter) => parameter.evaluate(row));
				return values.includes(null) ? null : called.run(String(values[0]), String(values[1]));
			},
		};
	}

	private nested(parse: () => Expression): Expression {
		this.depth += 1;
		if (this.depth > MAX_DEPTH) throw refuse('The expression is nested too deeply.');
		const expression = parse();
		this.depth -= 1;
		return expression;
	}

	/** Steps over the next token if it is this word or mark (a string literal never is). */
	private take(text: string): boolean {
		const token = this.tokens[this.position];
		if (token?.text !== text) return false;
		this.position += 1;
		return true;
	}

	private expect(text: string): void {
		if (!this.take(text)) throw refuse(`'${text}' is missing.`);
	}
}

interface FilterFunction {
	parameters: number;
	/** Of the parameters; default string. */
	takes?: ValueType;
	type: ValueType;
	run: (text: string, part: string) => Value;
}

const FUNCTIONS = new Map<string, FilterFunction>([
	['contains', { parameters: 2, type: 'boolean', run: (text, part) => text.includes(part) }],
	['startswith', { parameters: 2, type: 'boolean', run: (text, part) => text.startsWith(part) }],
	['endswith', { parameters: 2, type: 'boolean', run: (text, part) => text.endsWith(part) }],
	// The days of UTC, as the times in the data are.
	['date', { parameters: 1, takes: 'datetime', type: 'date', run: (time) => new Date(Number(time)).toISOString().slice(0, 10) }],
	['tolower', { parameters: 1, type: 'string', run: (text) => text.toLowerCase() }],
	['toupper', { parameters: 1, type: 'string', run: (text) => text.toUpperCase() }],
]);

function literal(type: ValueType, value: Value): Expression {
	return { type, evaluate: () => value };
}

function textLiteral(text: string): Expression {
	return { ...literal('string', text), text };
}

const isEnumeration = (type: ValueType): type is Enumeration => type.startsWith('Pbx.');

/** `Pbx.PeerType'Queue'` */
function memberLiteral(token: string): Expression {
	const [type = '', member = ''] = token.split("'");
	if (!isEnumeration(type as ValueType)) throw refuse(`'${type}' is not an enumeration.`);
	return asMember(textLiteral(member), type as Enumeration);
}

/** A text that is compared with an enumeration must be one of its members; everything else stays what it is. */
function asMember(expression: Expression, type: ValueType): Expression {
	if (!isEnumeration(type) || expression.text === undefined) return expression;
	if (!membersOf(type.slice('Pbx.'.length))?.includes(expression.text)) {
		throw refuse(`'${expression.text}' is not a member of '${type}'.`);
	}
	return literal(type, expression.text);
}

function propertyValue(value: unknown, type: PropertyType): Value {
	if (value === null || value === undefined) return null;
	if (type === 'datetime') return Date.parse(String(value));
	if (type === 'uuid') return String(value).toLowerCase();
	return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}

function expectType(expression: Expression, type: ValueType, what: string): Expression {
	if (expression.type === type) return expression;
	throw refuse(`${what} must be of the type ${type}, not ${expression.type}.`);
}

function combine(operator: string, left: Expression, right: Expression): Expression {
	if (operator === 'and' || operator === 'or') {
		expectType(left, 'boolean', `The left side of '${operator}'`);
		expectType(right, 'boolean', `The right side of '${operator}'`);
		// Three-valued logic: one side may decide alone, whatever the other one is.
		const decisive = operator === 'or';
		return {
			type: 'boolean',
			evaluate: (row) => {
				const values = [left.evaluate(row), right.evaluate(row)];
				if (values.includes(decisive)) return decisive;
				return values.includes(null) ? null : !decisive;
			},
		};
	}
	const [a, b] = [asMember(left, right.type), asMember(right, left.type)];
	const comparable = a.type === b.type || a.type === 'null' || b.type === 'null';
	if (!comparable || a.type === 'complex' || b.type === 'complex') {
		throw refuse(`'${operator}' cannot compare the types ${a.type} and ${b.type}.`);
	}
	return { type: 'boolean', evaluate: (row) => compare(operator, a.evaluate(row), b.evaluate(row)) };
}

function compare(operator: string, left: Value, right: Value): boolean {
	if (operator === 'eq') return left === right;
	if (operator === 'ne') return left !== right;
	// With null on either side the other operators are false, not unknown.
	if (left === null || right === null) return false;
	if (operator === 'gt') return left > right;
	if (operator === 'ge') return left >= right;
	return operator === 'lt' ? left < right : left <= right;
}
