/** HTTP operations for customers' personal data. */
@NullMarked
package id.kezbek.privacy.web;

import org.jspecify.annotations.NullMarked;
