/** What every command of the command line is given and gives back. */
export { type CommandFault, type CommandIo, complain, type Run } from './booth/io.ts';
