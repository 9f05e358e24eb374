from decisis.render.view import PLAIN, AnswerView, Options


def render(view: AnswerView, options: Options = PLAIN) -> str:
    raise NotImplementedError
