import type { JsonObject } from "@hark/kernel";
import type { Action, AnyAction } from "@hark/workflow";
import { type ActionCatalogue, catalogueOf } from "@hark/workflow/core";
import { checkCustomParams } from "./check-params.ts";
import { commandRunByName } from "./command-run-by-name.ts";
import { companyCreate } from "./company-create.ts";
import { companyFind } from "./company-find.ts";
import { companyFindByExternalId } from "./company-find-by-external-id.ts";
import { companyUpdate } from "./company-update.ts";
import { conversationAssignTeam } from "./conversation-assign-team.ts";
import { conversationAssignUser } from "./conversation-assign-user.ts";
import { conversationCreate } from "./conversation-create.ts";
import { conversationFindBody } from "./conversation-find-body.ts";
import { conversationFindByExternalId } from "./conversation-find-by-external-id.ts";
import { conversationFindById } from "./conversation-find-by-id.ts";
import { conversationAppendTags, conversationRemoveTags } from "./conversation-tags.ts";
import { conversationUpdate } from "./conversation-update.ts";
import { customerAppendEmail } from "./customer-append-email.ts";
import { customerAppendPhone } from "./customer-append-phone.ts";
import { customerCreate } from "./customer-create.ts";
import { customerFind } from "./customer-find.ts";
import { customerFindByEmail } from "./customer-find-by-email.ts";
import { customerFindByExternalId } from "./customer-find-by-external-id.ts";
import { customerFindByPhone } from "./customer-find-by-phone.ts";
import { customerMerge } from "./customer-merge.ts";
import { customerUpdate } from "./customer-update.ts";
import { eventPublish } from "./event-publish.ts";
import { klassCreate } from "./klass-create.ts";
import { klassFindByKlassname } from "./klass-find-by-klassname.ts";
import { kobjectAddRelationship } from "./kobject-add-relationship.ts";
import { kobjectCreate } from "./kobject-create.ts";
import { kobjectCreateWithCustomer } from "./kobject-create-with-customer.ts";
import { kobjectDelete } from "./kobject-delete.ts";
import { kobjectFind } from "./kobject-find.ts";
import { kobjectFindByExternalId } from "./kobject-find-by-external-id.ts";
import { kobjectUpdate } from "./kobject-update.ts";
import { messageCreate } from "./message-create.ts";
import { messageFindById } from "./message-find-by-id.ts";
import { messageFindLast } from "./message-find-last.ts";
import { messageUpdate } from "./message-update.ts";
import { noteCreate } from "./note-create.ts";
import { noteFindById } from "./note-find-by-id.ts";
import { noteUpdate } from "./note-update.ts";
import { orgCurrent } from "./org-current.ts";
import { regexMatch } from "./regex-match.ts";
import { restApiGeneric } from "./rest-api-generic.ts";
import { restApiJson } from "./rest-api-json.ts";
import { scheduleWorkflow } from "./schedule-workflow.ts";
import { transform } from "./transform.ts";
import { userFindByEmail } from "./user-find-by-email.ts";
import { userFindById } from "./user-find-by-id.ts";

/** Every action that works inside Desk. */
export function createInnerActions(): Action[] {
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
    customerFind,
    customerAppendEmail,
    customerAppendPhone,
    customerMerge,
    kobjectFind,
    kobjectDelete,
    kobjectAddRelationship,
    klassCreate,
    klassFindByKlassname,
    conversationFindBody,
    conversationFindById,
    conversationFindByExternalId,
    conversationAssignTeam,
    conversationAssignUser,
    conversationRemoveTags,
    messageCreate,
    messageUpdate,
    messageFindById,
    messageFindLast,
    noteUpdate,
    noteFindById,
    companyCreate,
    companyUpdate,
    companyFind,
    companyFindByExternalId,
    userFindByEmail,
    userFindById,
    orgCurrent,
    eventPublish,
    commandRunByName,
    scheduleWorkflow,
    transform,
    regexMatch,
  ];
}

/** Every action a workflow can use: those inside Desk, and those that leave it. */
export function createActions(): AnyAction[] {
  return [...createInnerActions(), restApiJson, restApiGeneric];
}

/** The catalogue of actions, with what can be checked of their params before they run. */
export function catalogueOfActions(actions: readonly AnyAction[]): ActionCatalogue {
  const catalogue = catalogueOf(actions.map((action) => action.description));
  return {
    ...catalogue,
    checkParams: (name: string, params: JsonObject) => {
      const description = catalogue.find(name);
      return description ? checkCustomParams(description, params) : [];
    },
  };
}
