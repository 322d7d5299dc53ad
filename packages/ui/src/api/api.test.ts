import { afterEach, expect, test, vi } from "vitest";
import { api } from "./api.ts";
import { ApiError } from "./api-error.ts";
import { fieldErrors } from "./field-errors.ts";

const answer = (status: number, body: unknown): void =>
  void vi.stubGlobal(
    "fetch",
    async () => new Response(body === undefined ? null : JSON.stringify(body), { status }),
  );
const failure = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error) => error,
  );

afterEach(() => void vi.unstubAllGlobals());

test("an answer is parsed, and one without a body is undefined", async () => {
  answer(200, { data: [1] });
  expect(await api.get("/v1/x")).toEqual({ data: [1] });
  answer(204, undefined);
  expect(await api.delete("/v1/x")).toBeUndefined();
});

test("a refusal says what was wrong with which field", async () => {
  const faults = [
    {
      status: 400,
      code: "badparam",
      title: "Bad Request",
      detail: "roles.0: is no permission",
      source: { pointer: "/roles/0" },
    },
    {
      status: 400,
      code: "badparam",
      title: "Bad Request",
      detail: "give it a name",
      source: { pointer: "/name" },
    },
  ];
  answer(400, { errors: faults });
  const error = await failure(api.post("/v1/x", {}));
  expect(error).toMatchObject({ status: 400, code: "badparam", pointer: "/roles/0" });
  expect(fieldErrors(error)).toEqual({ "roles.0": "Is no permission", name: "Give it a name" });
});

test("sign-in's own form of error is read, and an answer that is no JSON has plain words", async () => {
  answer(401, { code: "INVALID", message: "invalid email or password" });
  expect(await failure(api.post("/api/auth/sign-in/email", {}))).toMatchObject({
    detail: "Invalid email or password",
  });
  vi.stubGlobal("fetch", async () => new Response("<html>", { status: 503 }));
  expect(await failure(api.get("/v1/x"))).toMatchObject({
    status: 503,
    detail: "The server is busy. Try again in a moment.",
  });
});

test("a server that cannot be reached is told apart from one that refuses", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed")));
  const error = await failure(api.get("/v1/x"));
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 0, code: "unreachable" });
});

test("only refusals have errors of fields", () => {
  expect(fieldErrors(new Error("x"))).toEqual({});
  expect(fieldErrors(null)).toEqual({});
});
