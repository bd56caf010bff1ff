/** What cashback does by itself: forget the periods of customers' caps that nobody asks about any more. */
@NullMarked
package id.kezbek.cashback.jobs;

import org.jspecify.annotations.NullMarked;
