import ts from "typescript";

const HOOKS = new Set(["useTranslations", "getTranslations"]);
/** Calls of a translator; `raw` gives a whole branch. */
const METHODS = new Set(["rich", "markup", "raw", "has"]);

/** The namespace in useTranslations("a.b"), getTranslations("a.b") or getTranslations({ namespace: "a.b" }); "" is the root. */
function namespaceOfCall(call) {
  const [argument] = call.arguments;
  if (!argument) return "";
  if (ts.isStringLiteralLike(argument)) return argument.text;
  if (!ts.isObjectLiteralExpression(argument)) return undefined;
  const property = argument.properties.find((candidate) => candidate.name?.getText() === "namespace");
  return property && ts.isStringLiteralLike(property.initializer) ? property.initializer.text : "";
}

/** The namespace in a type such as ReturnType<typeof useTranslations<"a.b">>. */
function namespaceOfType(type, checker) {
  let found;
  const seen = new Set(); // A type may be made of itself.
  const visit = (node) => {
    if (found !== undefined || seen.has(node)) return;
    seen.add(node);
    if (ts.isTypeQueryNode(node) && HOOKS.has(node.exprName.getText())) {
      const [argument] = node.typeArguments ?? [];
      found = argument && ts.isLiteralTypeNode(argument) && ts.isStringLiteralLike(argument.literal) ? argument.literal.text : "";
    } else if (ts.isTypeReferenceNode(node)) {
      const alias = resolve(checker.getSymbolAtLocation(node.typeName), checker)?.declarations?.find(ts.isTypeAliasDeclaration);
      if (alias) visit(alias.type);
    }
    ts.forEachChild(node, visit);
  };
  visit(type);
  return found;
}

const resolve = (symbol, checker) => (symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);

/** The namespace of the translator that a name stands for; undefined if the name is something else. */
function namespaceOf(identifier, checker) {
  const declaration = checker.getSymbolAtLocation(identifier)?.valueDeclaration;
  if (!declaration) return undefined;
  if (ts.isVariableDeclaration(declaration) && declaration.initializer) {
    const { initializer } = declaration;
    const call = ts.isAwaitExpression(initializer) ? initializer.expression : initializer;
    if (ts.isCallExpression(call) && HOOKS.has(call.expression.getText())) return namespaceOfCall(call);
  }
  if (ts.isParameter(declaration) && declaration.type) return namespaceOfType(declaration.type, checker);
  return undefined;
}

/** The texts that an expression may have: one for a literal, several for a choice of literals; undefined if it may be any. */
function literals(expression, checker) {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  const type = checker.getTypeAtLocation(expression);
  const types = (type.isUnion() ? type.types : [type]).filter((part) => !(part.flags & ts.TypeFlags.Undefined));
  return types.length > 0 && types.every((part) => part.isStringLiteral()) ? types.map((part) => part.value) : undefined;
}

/**
 * The keys that sources ask for, each with where; `branches` are those taken whole, and `unclear` the places whose key can't
 * be known.
 * @param {ts.Program} program
 * @param {(path: string) => boolean} isOurs whether to read a file of the program
 */
export function usedKeys(program, isOurs) {
  const checker = program.getTypeChecker();
  const keys = new Map();
  const branches = new Set();
  const unclear = [];

  const visit = (node, source) => {
    if (ts.isCallExpression(node)) readCall(node, source);
    ts.forEachChild(node, (child) => visit(child, source));
  };
  const readCall = (call, source) => {
    const method = ts.isPropertyAccessExpression(call.expression) ? call.expression : undefined;
    if (method && !METHODS.has(method.name.text)) return;
    const translator = method ? method.expression : call.expression;
    const namespace = ts.isIdentifier(translator) ? namespaceOf(translator, checker) : undefined;
    if (namespace === undefined || call.arguments.length === 0) return;
    const at = `${source.fileName}:${source.getLineAndCharacterOfPosition(call.getStart()).line + 1}`;
    const names = literals(call.arguments[0], checker);
    if (!names) unclear.push(at);
    for (const name of names ?? []) {
      const key = namespace ? `${namespace}.${name}` : name;
      if (!keys.has(key)) keys.set(key, at);
      if (method?.name.text === "raw") branches.add(key);
    }
  };

  for (const source of program.getSourceFiles()) if (isOurs(source.fileName)) visit(source, source);
  return { keys, branches, unclear };
}

/** What sources and messages don't have in common, one sentence each. */
export function mismatches({ keys, branches, unclear }, messageKeys) {
  const known = new Set(messageKeys);
  const inBranch = (key) => [...branches].some((branch) => key.startsWith(`${branch}.`));
  const isBranch = (key) => messageKeys.some((candidate) => candidate.startsWith(`${key}.`));
  return [
    ...unclear.map((at) => `${at}: the key isn't a literal, nor a choice of literals`),
    ...[...keys].filter(([key]) => !known.has(key) && !(branches.has(key) && isBranch(key))).map(([key, at]) => `${at}: ${key} doesn't exist`),
    ...messageKeys.filter((key) => !keys.has(key) && !inBranch(key)).map((key) => `${key} isn't used`),
  ];
}
