import { afterAll, beforeAll, expect, test } from "vitest";
import { type RecordBench, recordBench } from "../../records/testing.ts";

let bench: RecordBench;
beforeAll(async () => {
  bench = await recordBench();
});
afterAll(() => bench.database.close());

test("a team is created, gets and loses members, and is found at its members", async () => {
  const user = await bench.call("POST", "/v1/users", { name: "Agent", email: "agent@example.com" });
  expect(user.status).toBe(201);
  const userId = user.body.data.id;
  const team = await bench.call("POST", "/v1/teams", { name: "Second line", externalId: "t-1" });
  expect(team.status).toBe(201);
  const path = `/v1/teams/${team.body.data.id}`;
  const joined = await bench.call("POST", `${path}/members`, { members: [userId, "other"] });
  expect(joined.body.data.attributes.members).toEqual([userId, "other"]);
  expect((await bench.call("GET", `/v1/users/${userId}/teams`)).body.data).toHaveLength(1);
  const left = await bench.call("DELETE", `${path}/members`, { members: ["other"] });
  expect(left.body.data.attributes.members).toEqual([userId]);
  expect((await bench.call("PUT", path, { displayName: "2nd" })).status).toBe(400);
  expect((await bench.call("PATCH", path, { displayName: "2nd" })).body.data.attributes).toMatchObject({
    name: "Second line",
    displayName: "2nd",
  });
  expect((await bench.call("POST", "/v1/teams", { name: "x", externalId: "t-1" })).status).toBe(409);
  expect((await bench.call("GET", path, undefined, "other")).status).toBe(404);
  expect((await bench.call("DELETE", path)).status).toBe(204);
  expect((await bench.call("GET", path)).status).toBe(404);
});

test("one user has an address, is deactivated and restored", async () => {
  const made = await bench.call("POST", "/v1/users", { name: "Robin Example", email: "Robin@example.com" });
  const path = `/v1/users/${made.body.data.id}`;
  const again = await bench.call("POST", "/v1/users", { name: "R", email: "robin@EXAMPLE.com" });
  expect(again).toMatchObject({ status: 409, body: { errors: [{ source: { pointer: "/email" } }] } });
  expect((await bench.call("PUT", path, { deleted: true })).status).toBe(201);
  const active = await bench.call("GET", "/v1/users?email=robin@example.com");
  expect(active.body.data).toEqual([]);
  expect((await bench.call("PUT", path, { deleted: null })).body.data.attributes).not.toHaveProperty(
    "deleted",
  );
  expect((await bench.call("GET", "/v1/users?email=robin@example.com")).body.data).toHaveLength(1);
});

test("a company is created, listed, changed and deleted; what belonged to it stays", async () => {
  const made = await bench.call("POST", "/v1/companies", { name: "Example Ltd", externalId: "co-1" });
  expect(made.status).toBe(201);
  const { id } = made.body.data;
  const customer = await bench.call("POST", "/v1/customers", { name: "Robin", company: id });
  expect((await bench.call("POST", "/v1/companies", { name: "Other", externalId: "co-1" })).status).toBe(409);
  for (const query of ["externalId=co-1", "filter=example"])
    expect((await bench.call("GET", `/v1/companies?${query}`)).body.data).toHaveLength(1);
  expect((await bench.call("GET", `/v1/companies/${id}`, undefined, "other")).status).toBe(404);
  const changed = await bench.call("PUT", `/v1/companies/${id}`, { employeeCount: 3 });
  expect(changed.body.data.attributes).toMatchObject({ name: "Example Ltd", employeeCount: 3, rev: 2 });
  expect((await bench.call("PUT", `/v1/companies/${id}`, { deleted: true })).status).toBe(200);
  expect((await bench.call("GET", `/v1/companies/${id}`)).status).toBe(404);
  const left = await bench.call("GET", `/v1/customers/${customer.body.data.id}`);
  expect(left.body.data.relationships).not.toHaveProperty("company");
});
