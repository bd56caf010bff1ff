/** HTTP operations for partners: the onboarding of API v1, and the operations of API v2. */
@NullMarked
package id.kezbek.partners.web;

import org.jspecify.annotations.NullMarked;
