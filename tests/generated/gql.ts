/* eslint-disable */
import * as types from './graphql';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "mutation Register($input: UserRegisterInput!) {\n  userRegister(input: $input) {\n    user {\n      id\n      name\n      email\n      role\n    }\n    userErrors {\n      field\n      code\n      message\n    }\n  }\n}\n\nmutation SignIn($input: SessionCreateInput!) {\n  sessionCreate(input: $input) {\n    accessToken\n    refreshToken\n    expiresAt\n    user {\n      id\n    }\n    userErrors {\n      field\n      code\n      message\n    }\n  }\n}\n\nmutation ChangeUser($input: UserUpdateInput!) {\n  userUpdate(input: $input) {\n    user {\n      id\n      name\n      email\n      role\n    }\n    userErrors {\n      field\n      code\n      message\n    }\n  }\n}\n\nquery Viewer {\n  viewer {\n    id\n    name\n    email\n    role\n  }\n}": typeof types.RegisterDocument,
};
const documents: Documents = {
    "mutation Register($input: UserRegisterInput!) {\n  userRegister(input: $input) {\n    user {\n      id\n      name\n      email\n      role\n    }\n    userErrors {\n      field\n      code\n      message\n    }\n  }\n}\n\nmutation SignIn($input: SessionCreateInput!) {\n  sessionCreate(input: $input) {\n    accessToken\n    refreshToken\n    expiresAt\n    user {\n      id\n    }\n    userErrors {\n      field\n      code\n      message\n    }\n  }\n}\n\nmutation ChangeUser($input: UserUpdateInput!) {\n  userUpdate(input: $input) {\n    user {\n      id\n      name\n      email\n      role\n    }\n    userErrors {\n      field\n      code\n      message\n    }\n  }\n}\n\nquery Viewer {\n  viewer {\n    id\n    name\n    email\n    role\n  }\n}": types.RegisterDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation Register($input: UserRegisterInput!) {\n  userRegister(input: $input) {\n    user {\n      id\n      name\n      email\n      role\n    }\n    userErrors {\n      field\n      code\n      message\n    }\n  }\n}\n\nmutation SignIn($input: SessionCreateInput!) {\n  sessionCreate(input: $input) {\n    accessToken\n    refreshToken\n    expiresAt\n    user {\n      id\n    }\n    userErrors {\n      field\n      code\n      message\n    }\n  }\n}\n\nmutation ChangeUser($input: UserUpdateInput!) {\n  userUpdate(input: $input) {\n    user {\n      id\n      name\n      email\n      role\n    }\n    userErrors {\n      field\n      code\n      message\n    }\n  }\n}\n\nquery Viewer {\n  viewer {\n    id\n    name\n    email\n    role\n  }\n}"): typeof import('./graphql').RegisterDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
