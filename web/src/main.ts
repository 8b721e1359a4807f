// What pages load: the styles, and the elements that make them easier to use. Without this file
// every page still shows and every form still works.
import "./styles/main.css";
import { CopyElement } from "./components/copy.ts";
import { DropElement } from "./components/drop.ts";
import { FiltersElement } from "./components/filters.ts";
import { ProgressElement } from "./components/progress.ts";
import { TableElement } from "./components/table.ts";
import { ThemeElement } from "./components/theme.ts";
import { UnderstandingElement } from "./components/understanding.ts";

customElements.define("fanal-copy", CopyElement);
customElements.define("fanal-drop", DropElement);
customElements.define("fanal-filters", FiltersElement);
customElements.define("fanal-progress", ProgressElement);
customElements.define("fanal-table", TableElement);
customElements.define("fanal-theme", ThemeElement);
customElements.define("fanal-understanding", UnderstandingElement);
