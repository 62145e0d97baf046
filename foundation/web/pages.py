"""The door every page goes through: the whole of it, or the part that htmx asks for."""

from django.contrib.messages import get_messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import RequestContext, Template
from django.template.loader import get_template, render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext, BlockNode, ExtendsNode
from django.utils.cache import patch_vary_headers

from .paging import Keyed, Numbered

LIST = "list"
HEAD = (("h1", "heading"), ("div", "actions"))
PARTS_VARY = ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"]


def page(
    request: HttpRequest,
    template: str,
    context: dict | None = None,
    *,
    fragment: str | None = None,
    status: int | None = None,
) -> HttpResponse:
    """Render ``template``, or only ``fragment`` when htmx asks for a part of the page."""
    if fragment is None:
        return render(request, template, context, status=status)
    partial = wants_part(request)
    response = render(request, fragment if partial else template, context, status=status)
    patch_vary_headers(response, PARTS_VARY)
    if partial and request.htmx.target == LIST:
        response.content += _head(template, context, request).encode()
    if partial and get_messages(request):
        response.content += render_to_string("components/_messages.html", {"swapped_in": True}, request).encode()
    return response


def paginate(
    request: HttpRequest, rows: QuerySet, *, per_page: int = 50, by: str = "number", counted: int | None = None
) -> Numbered | Keyed:
    """The rows of one page: by number, or by key where the table may grow without end; ``counted`` when it is known."""
    kind = {"number": Numbered, "key": Keyed}[by]
    return kind(rows, request.GET, per_page=per_page, counted=counted)


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part; a boosted link and a step back in the browser want the whole page."""
    return bool(request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request)


def _head(template: str, context: dict | None, request: HttpRequest) -> str:
    """Title and actions of a list, which count and export what its filters show, so they change with its rows."""
    loaded = get_template(template).template
    filled = RequestContext(request, context)
    parts = []
    with filled.bind_template(loaded), filled.render_context.push_state(loaded):
        blocks = _blocks(loaded, filled)
        for element, name in HEAD:
            if name in blocks.blocks:
                inner = blocks.blocks[name][-1].render(filled)
                css = ' class="fc-actions"' if name == "actions" else ""
                parts.append(f'<{element} id="fc-{name}"{css} hx-swap-oob="true">{inner}</{element}>')
    return "".join(parts)


def _blocks(loaded: Template, filled: RequestContext) -> BlockContext:
    """The blocks of a template and of those it extends, as Django keeps them while it renders."""
    blocks = filled.render_context[BLOCK_CONTEXT_KEY] = BlockContext()
    root: Template | None = loaded
    while root is not None:
        blocks.add_blocks({node.name: node for node in root.nodelist.get_nodes_by_type(BlockNode)})
        extends = next(iter(root.nodelist.get_nodes_by_type(ExtendsNode)), None)
        root = extends.get_parent(filled) if extends else None
    return blocks
