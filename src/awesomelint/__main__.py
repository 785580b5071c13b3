"""`python -m awesomelint`."""

from awesomelint.cli import main

if __name__ == "__main__":  # other processes of a run import it
    main()
