"""The facts that this internet is made of: papers, repositories, DOIs and pages, in YAML; `load` reads them."""
