/** Bad input made from the OpenAPI documents: whatever they do not allow, for every operation. */
package id.kezbek.openapi.corpus;
