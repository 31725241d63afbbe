"""Where things lie."""
import os
from pathlib import Path

HERE = Path(__file__).parent
RESOURCES = Path(os.environ.get("DEMO_MODELS_OUT", HERE.parent.parent / "src/main/resources/demo-models"))
WORK = Path(os.environ.get("DEMO_MODELS_WORK", HERE / ".work"))  # checkpoints; not committed
