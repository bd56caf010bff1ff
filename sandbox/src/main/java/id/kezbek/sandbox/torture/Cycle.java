package id.kezbek.sandbox.torture;

/** @param number from 1 */
record Cycle(int number, Disturbance disturbance) {}
