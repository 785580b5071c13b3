"""Who asks for targets: one module a service, in batches where the service allows, plain HTTP for all the rest."""
