/** Invalid input for every operation, derived from the OpenAPI documents. */
package id.kezbek.openapi.corpus;
