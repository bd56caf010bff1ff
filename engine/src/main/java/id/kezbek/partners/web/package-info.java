/** HTTP operations for partners: v1's onboarding, and v2's operations. */
@NullMarked
package id.kezbek.partners.web;

import org.jspecify.annotations.NullMarked;
