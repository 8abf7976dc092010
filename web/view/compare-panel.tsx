export function ComparePanel() {
  return <p className="faint">–</p>;
}
