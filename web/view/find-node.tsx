import { useId, useState } from 'react';
import { lookAtNode } from '../state/look.ts';
import { change, nodesOf, useStudio } from '../state/store.ts';

/** Chooses a node by its name: the way onto the map for the keyboard, and in a crowd. */
export function FindNode() {
  const nodes = useStudio(nodesOf);
  const [wanted, setWanted] = useState('');
  const names = useId();
  const look = (typed: string): boolean => {
    const exact = nodes.find(({ id }) => id === typed);
    if (exact) lookAtNode(exact.id);
    return exact !== undefined;
  };
  const lookForSome = () => {
    const word = wanted.trim().toLowerCase();
    const found = word === '' ? undefined : nodes.find(({ id }) => id.toLowerCase().includes(word));
    if (found) look(found.id);
    else if (word !== '') change('view', { notice: `No node has ${wanted.trim()} in its name.` });
  };
  return (
    <form
      className="find"
      onSubmit={(event) => {
        event.preventDefault();
        lookForSome();
      }}
    >
      <input
        type="search"
        list={names}
        aria-label="Find a node"
        placeholder="Find a node"
        value={wanted}
        onChange={(event) => {
          setWanted(event.target.value);
          look(event.target.value);
        }}
      />
      <datalist id={names}>
        {nodes.map(({ id }) => (
          <option key={id} value={id} />
        ))}
      </datalist>
    </form>
  );
}
