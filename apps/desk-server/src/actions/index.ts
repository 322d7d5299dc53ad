import type { JsonObject } from "@hark/kernel";
import type { Action } from "@hark/workflow";
import { type ActionCatalogue, catalogueOf } from "@hark/workflow/core";
import { checkCustomParams } from "./check-params.ts";
import { conversationAppendTags } from "./conversation-append-tags.ts";
import { conversationCreate } from "./conversation-create.ts";
import { conversationUpdate } from "./conversation-update.ts";
import { customerCreate } from "./customer-create.ts";
import { customerFindByEmail } from "./customer-find-by-email.ts";
import { customerFindByExternalId } from "./customer-find-by-external-id.ts";
import { customerFindByPhone } from "./customer-find-by-phone.ts";
import { customerUpdate } from "./customer-update.ts";
import { kobjectCreate } from "./kobject-create.ts";
import { kobjectCreateWithCustomer } from "./kobject-create-with-customer.ts";
import { kobjectFindByExternalId } from "./kobject-find-by-external-id.ts";
import { kobjectUpdate } from "./kobject-update.ts";
import { noteCreate } from "./note-create.ts";
import { regexMatch } from "./regex-match.ts";
import { transform } from "./transform.ts";

/** Every action on Desk's records. */
export function createActions(): Action[] {
  return [
    customerFindByEmail,
    customerFindByExternalId,
    customerFindByPhone,
    customerCreate,
    customerUpdate,
    kobjectCreate,
    kobjectCreateWithCustomer,
    kobjectUpdate,
    kobjectFindByExternalId,
    conversationCreate,
    conversationUpdate,
    conversationAppendTags,
    noteCreate,
    transform,
    regexMatch,
  ];
}

/** The catalogue of actions, with what can be checked of their params before they run. */
export function catalogueOfActions(actions: readonly Action[]): ActionCatalogue {
  const catalogue = catalogueOf(actions.map((action) => action.description));
  return {
    find: catalogue.find,
    checkParams: (name: string, params: JsonObject) => {
      const description = catalogue.find(name);
      return description ? checkCustomParams(description, params) : [];
    },
  };
}
