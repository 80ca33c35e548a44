/* Measures that a test may change. */
export const limits = {
  heldBytes: 64e6, // of the index in memory, above which all is forgotten and read again as it is needed
  quietTime: 300, // ms, after which what has been found is shown, however little it is
};
