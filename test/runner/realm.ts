import vm from 'node:vm';

/** Has jest run modules in the realm of its own process: given as the context where jest asks for one. */
export const realm = vm.createContext({});

type CompileFunction = typeof vm.compileFunction;

const compileFunction: CompileFunction = vm.compileFunction;

/** The functions that modules are compiled to, by file; calling one again makes its module anew. */
const compiled = new Map<string, { source: string; run: ReturnType<CompileFunction> }>();

/** Compiles as Node does, and what is for `realm` once for all test files of the process. */
vm.compileFunction = (source, parameters, options) => {
	if (options?.parsingContext !== realm) return compileFunction(source, parameters, options);
	const { parsingContext, filename = '', ...others } = options;
	const known = compiled.get(filename);
	if (known?.source === source) return known.run;
	const run = compileFunction(source, parameters, { ...others, filename });
	compiled.set(filename, { source, run });
	return run;
};
