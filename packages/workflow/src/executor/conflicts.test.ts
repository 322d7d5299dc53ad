import { describe, expect, test } from "vitest";
import { ConflictLedger, Ledgers } from "./conflicts.ts";

const reading = (...reads: string[]) => ({ reads, writes: [] });
const writing = (...writes: string[]) => ({ reads: [], writes });
const sharing = (...common: string[]) => ({ reads: [], writes: [], common });
const free = { admitted: true, overtaken: [] };

describe("runs of one batch", () => {
  test("read together, and write what nobody else touched", () => {
    const ledger = new ConflictLedger();
    expect(ledger.admit(0, reading("a"))).toEqual(free);
    expect(ledger.admit(1, reading("a"))).toEqual(free);
    expect(ledger.admit(2, writing("b"))).toEqual(free);
  });

  test.each([
    ["read", reading("a")],
    ["share", sharing("a")],
    ["write", writing("a")],
  ])("may not %s what an earlier one wrote", (_, keys) => {
    const ledger = new ConflictLedger();
    ledger.admit(0, writing("a"));
    expect(ledger.admit(1, keys).admitted).toBe(false);
  });

  test.each([
    ["read", reading("a")],
    ["shared", sharing("a")],
    ["wrote", writing("a")],
  ])("send behind them a later one that %s what they write", (_, keys) => {
    const ledger = new ConflictLedger();
    ledger.admit(1, keys);
    expect(ledger.admit(0, writing("a"))).toEqual({ admitted: true, overtaken: [1] });
  });
});

describe("a run that is not admitted", () => {
  test("stands there as a writer of all it wanted, so that no later one passes it by", () => {
    const ledger = new ConflictLedger();
    ledger.admit(0, writing("a"));
    ledger.admit(1, { reads: ["b"], writes: ["a"] });
    expect(ledger.admit(2, reading("b")).admitted).toBe(false);
  });

  test("sends behind it those that came after it and touched what it wanted already", () => {
    const ledger = new ConflictLedger();
    ledger.admit(0, writing("a"));
    ledger.admit(2, reading("b"));
    expect(ledger.admit(1, { reads: ["b"], writes: ["a"] })).toEqual({ admitted: false, overtaken: [2] });
  });
});

describe("a run that is set aside", () => {
  test("sends behind it who came later and read what it had read, and keeps the place", () => {
    const ledger = new ConflictLedger();
    for (const index of [0, 1, 2]) ledger.admit(index, reading("a"));
    expect(ledger.setAside(1)).toEqual([2]);
    expect(ledger.admit(3, reading("a")).admitted).toBe(false);
  });

  test("leaves alone who shares a thing with it without being about the same", () => {
    const ledger = new ConflictLedger();
    for (const index of [0, 1, 2]) ledger.admit(index, sharing("klass:review"));
    expect(ledger.setAside(1)).toEqual([]);
    expect(ledger.admit(3, sharing("klass:review"))).toEqual(free);
  });

  test("leaves alone who reads what dozens read", () => {
    const ledger = new ConflictLedger();
    for (let index = 0; index < 40; index += 1) ledger.admit(index, reading("a"));
    expect(ledger.setAside(1)).toEqual([]);
  });

  test("stays in the ledger when the batch is undone, and those that ride again do not", () => {
    const ledger = new ConflictLedger();
    ledger.admit(0, writing("a"));
    ledger.admit(1, writing("b"));
    ledger.setAside(1);
    ledger.restart([1]);
    expect(ledger.admit(2, reading("a"))).toEqual(free);
    expect(ledger.admit(3, reading("b")).admitted).toBe(false);
  });
});

test("what a batch beside it touches is as good as written earlier, until that batch is over", () => {
  const ledgers = new Ledgers();
  const [first, second] = [ledgers.open("org"), ledgers.open("org")];
  first.admit(5, reading("a"));
  expect(second.admit(0, writing("a")).admitted).toBe(false);
  ledgers.close("org", first);
  expect(ledgers.open("org").admit(0, reading("c"))).toEqual(free);
  expect(second.admit(1, writing("d"))).toEqual(free);
});
