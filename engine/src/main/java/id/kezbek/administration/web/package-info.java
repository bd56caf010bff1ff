/** HTTP operations for operators, and the measurements that they return. */
@NullMarked
package id.kezbek.administration.web;

import org.jspecify.annotations.NullMarked;
