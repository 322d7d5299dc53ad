// Holds the arrows of docs/architecture.md: which room may import which, that a package is entered by its front door only,
// that features meet through the app's front door or their own, and that no file reaches itself through value imports.
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseSync } from "oxc-parser";

const root = resolve(import.meta.dirname, "..");
const servers = ["kernel", "contract", "postgres", "jobs", "http", "accounts"];

/** Room → rooms it may import. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  "packages/kernel": [],
  "packages/contract": ["kernel"],
  "packages/postgres": ["kernel"],
  "packages/jobs": ["kernel", "postgres"],
  "packages/http": ["kernel", "contract", "postgres"],
  "packages/accounts": ["kernel", "contract", "postgres", "http"],
  "packages/webhooks": ["kernel", "postgres"],
  "packages/workflow": ["kernel", "postgres"],
  "packages/workflow/src/core": ["kernel"],
  "packages/ui": ["kernel", "contract"],
  "apps/reviews-server": [...servers, "webhooks"],
  "apps/desk-server": [...servers, "workflow", "workflow/core"],
  "apps/reviews-admin": ["ui", "contract", "kernel"],
  "apps/desk-web": ["ui", "contract", "kernel", "workflow/core"],
  "apps/reviews-widget": ["contract"],
  "apps/hark": [
    ...servers,
    "postgres/embedded",
    "webhooks",
    "workflow",
    "workflow/core",
    "reviews-server",
    "desk-server",
  ],
};

/** What tests may use beside what their room may: example payloads to run on. */
const testsMayUse = ["contract"];

interface Import {
  readonly specifier: string;
  readonly isType: boolean;
}

function importsOf(file: string): Import[] {
  const { module } = parseSync(file, readFileSync(file, "utf8"));
  const fixed = module.staticImports.map((found) => ({
    specifier: found.moduleRequest.value,
    isType: found.entries.length > 0 && found.entries.every((entry) => entry.isType),
  }));
  const passedOn = module.staticExports.flatMap((found) =>
    found.entries.flatMap((entry) =>
      entry.moduleRequest ? [{ specifier: entry.moduleRequest.value, isType: entry.isType }] : [],
    ),
  );
  return [...fixed, ...passedOn];
}

const files = globSync(["packages/*/src/**/*.{ts,tsx}", "apps/*/src/**/*.{ts,tsx}"], { cwd: root })
  .map((file) => join(root, file))
  .filter((file) => !file.endsWith(".d.ts"));
const faults: string[] = [];
const valueImports = new Map<string, string[]>();

const roomOf = (file: string): string => {
  const path = relative(root, file);
  if (path.startsWith("packages/workflow/src/core/")) return "packages/workflow/src/core";
  return path.split("/").slice(0, 2).join("/");
};
const isTest = (file: string): boolean => /\.(test|testsuite)\.tsx?$|\/testing(\/|\.ts$)/.test(file);

for (const file of files) {
  const room = roomOf(file);
  const targets: string[] = [];
  for (const { specifier, isType } of importsOf(file)) {
    const name = relative(root, file);
    if (specifier.startsWith("@hark/")) {
      const target = specifier.slice("@hark/".length);
      if (isTest(file) && (target.endsWith("/testing") || testsMayUse.includes(target))) continue;
      if (!arrows[room]?.includes(target)) faults.push(`${name}: ${room} may not import ${specifier}`);
    } else if (specifier.startsWith(".")) {
      const target = resolve(dirname(file), specifier);
      if (room === "packages/workflow/src/core" && roomOf(target) !== room)
        faults.push(`${name}: the core may not import ${specifier}`);
      if (!target.startsWith(join(root, room.split("/").slice(0, 2).join("/"))))
        faults.push(`${name}: leaves its room through ${specifier}`);
      if (!isType && existsSync(target)) targets.push(target);
    }
  }
  valueImports.set(file, targets);
}

/** Finds one cycle of value imports by depth-first search. */
function findCycle(): string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] | undefined => {
    const at = path.indexOf(file);
    if (at >= 0) return [...path.slice(at), file];
    if (done.has(file)) return undefined;
    path.push(file);
    for (const target of valueImports.get(file) ?? []) {
      const cycle = visit(target);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(file);
    return undefined;
  };
  for (const file of valueImports.keys()) {
    const cycle = visit(file);
    if (cycle) return cycle;
  }
  return undefined;
}

const cycle = findCycle();
if (cycle) faults.push(`a cycle of imports: ${cycle.map((file) => relative(root, file)).join(" → ")}`);
for (const fault of faults) console.error(fault);
console.log(`${files.length} files, ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
